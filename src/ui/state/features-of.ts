import type { Experiment } from '../../core/experiment';
import { recordedExperiments } from '../../datasets/recorded';
import { textsOf } from '../../study/texts';
import type { StudyFeatures } from '../../study/protocol';
import { servedAddress } from './served';

/**
 * What a complexity model reads of an experiment's tasks: their texts where the experiment has them all, else the
 * features that come with the app where they are of that dataset.
 */
export function featuresOf(experiment: Experiment): StudyFeatures | undefined {
  const { tasks, dataset } = experiment;
  const texts = textsOf(experiment);
  if (tasks.length > 0 && texts.length === tasks.length) return { texts };
  const shipped = recordedExperiments.find((recorded) => recorded.dataset === dataset);
  return shipped && { address: servedAddress(shipped.features) };
}
