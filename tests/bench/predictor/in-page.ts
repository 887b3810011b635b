import type { Experiment } from '../../../src/core/experiment';
import { trainableModels } from '../../../src/predictors/catalogue';
import { predictTexts, trainModel } from '../../../src/study/trained-model';

/**
 * Every complexity model that the page trains: seconds of training on all kept MBPP tasks, with its choice of strengths,
 * and milliseconds of predicting one, from its text, each on average.
 */
export async function timeInPageModels(experiment: Experiment, texts: readonly string[]) {
  const tasks = experiment.tasks.map(({ id }, at) => ({ id, text: texts[at] }));
  const times: Record<string, { trainSeconds: number; predictMilliseconds: number }> = {};
  for (const model of trainableModels) {
    const begun = performance.now();
    const trained = await trainModel(experiment, tasks, { model, seed: 1 });
    const read = performance.now();
    predictTexts(trained, tasks);
    const done = performance.now();
    times[model] = {
      trainSeconds: (read - begun) / 1000,
      predictMilliseconds: (done - read) / tasks.length,
    };
  }
  return times;
}
