import type { Experiment } from '../../../src/core/experiment';
import { trainableModels } from '../../../src/predictors/catalogue';
import { hashedCounts } from '../../../src/predictors/features/hashing';
import { restorePredictor } from '../../../src/predictors/restore';
import { trainModel } from '../../../src/study/trained-model';

/** What a complexity model takes, as the page keeps it. */
interface Times {
  trainSeconds: number;
  /** From its JSON, once. */
  restoreMilliseconds: number;
  /** One task, from its text, on average. */
  predictMilliseconds: number;
}

/** Every complexity model that the page trains, on all kept MBPP tasks, with its choice of strengths. */
export async function timeInPageModels(experiment: Experiment, texts: readonly string[]) {
  const tasks = experiment.tasks.map(({ id }, at) => ({ id, text: texts[at] }));
  const times: Record<string, Times> = {};
  for (const model of trainableModels) {
    const begun = performance.now();
    const trained = await trainModel(experiment, tasks, { model, seed: 1 });
    const kept = performance.now();
    const predictor = restorePredictor(trained.model, trained.predictor);
    const read = performance.now();
    for (const { text } of tasks) predictor.predict(hashedCounts(text));
    const done = performance.now();
    times[model] = {
      trainSeconds: (kept - begun) / 1000,
      restoreMilliseconds: read - kept,
      predictMilliseconds: (done - read) / tasks.length,
    };
  }
  return times;
}
