import { parseOutcomes } from '../../core/outcomes-file';
import { featuresOf } from '../state/features-of';
import type { LoadedExperiment } from '../state/experiment-source';

/** An outcomes file that was brought in, as a study needs it. */
export function recordedExperiment(id: string, name: string, text: string): LoadedExperiment {
  const experiment = { ...parseOutcomes(text, { id }), name };
  const features = featuresOf(experiment);
  const notes = features
    ? []
    : ['No text of its tasks is in the file, nor known here: nothing can be predicted from them.'];
  return { experiment, ...(features && { features }), notes };
}
