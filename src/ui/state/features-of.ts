import type { Experiment } from '../../core/experiment';
import { recordedExperiments } from '../../datasets/recorded';
import { textOf } from '../../predictors/features/text';
import type { StudyFeatures } from '../../study/protocol';
import { servedAddress } from './served';

/**
 * What a complexity model reads of an experiment's tasks: their texts where the experiment has them all, else the
 * features that come with the app where they are of that dataset.
 */
export function featuresOf({ tasks, dataset, visibleTests }: Experiment): StudyFeatures | undefined {
  const texts = tasks.flatMap(({ id, prompt, tests = [] }) =>
    prompt === undefined ? [] : [{ id, text: textOf(prompt, tests.slice(0, visibleTests)) }],
  );
  if (tasks.length > 0 && texts.length === tasks.length) return { texts };
  const shipped = recordedExperiments.find((recorded) => recorded.dataset === dataset);
  return shipped && { address: servedAddress(shipped.features) };
}
