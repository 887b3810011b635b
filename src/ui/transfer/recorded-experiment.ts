import type { Experiment } from '../../core/experiment';
import { parseOutcomes } from '../../core/outcomes-file';
import { featuresOf } from '../state/features-of';
import type { LoadedExperiment } from '../state/experiment-source';
import type { StudyFeatures } from '../../study/protocol';
import { studyClient } from '../state/study-client';

/**
 * An outcomes file that was brought in, as a study needs it: read by the worker that studies it, as a large one takes
 * its time.
 */
export async function recordedExperiment(id: string): Promise<LoadedExperiment> {
  const experiment = await studyClient.recording(id);
  const hasTexts = experiment.tasks.every(({ prompt }) => prompt !== undefined);
  return loaded(experiment, hasTexts ? { recording: id } : featuresOf(experiment));
}

/**
 * An outcomes file that isn't kept, as a study needs it.
 *
 * @throws OutcomesFileError where it is refused
 */
export function experimentOfText(id: string, name: string, text: string): LoadedExperiment {
  const experiment = { ...parseOutcomes(text, { id }), name };
  return loaded(experiment, featuresOf(experiment));
}

function loaded(experiment: Experiment, features: StudyFeatures | undefined): LoadedExperiment {
  const notes = features
    ? []
    : ['No text of its tasks is in the file, nor known here: nothing can be predicted from them.'];
  return { experiment, ...(features && { features }), notes };
}
