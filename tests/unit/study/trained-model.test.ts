import { describe, expect, it } from 'vitest';
import { paperRule } from '../../../src/core/assignment';
import type { Experiment } from '../../../src/core/experiment';
import { singleTrial, smallestReliable } from '../../../src/core/labelling';
import { trainableModels } from '../../../src/predictors/catalogue';
import { fitsExperiment, predictTexts, readTrainedModel, trainModel } from '../../../src/study/trained-model';

/** Tasks whose first word says which model is the first to solve them, and one that none does. */
const words = ['reverse', 'integrate', 'prove'];
const texts = Array.from({ length: 60 }, (_, i) => ({
  id: `t${i}`,
  text: `${words[i % 3]} the list number ${i} ${'very '.repeat(i % 3)}quickly`,
}));
const models = ['small', 'mid', 'large'].map((id, k) => ({ id, name: id, unitCost: 10 ** k }));
const experiment: Experiment = {
  id: 'words',
  name: 'Words',
  dataset: 'words',
  models,
  visibleTests: 1,
  rule: singleTrial,
  assignment: paperRule(singleTrial),
  tasks: [
    ...texts.map(({ id }, i) => ({ id, trials: models.map((_, k) => [k >= i % 3 ? '11' : '10']) })),
    { id: 'unsolved', trials: models.map(() => ['00']) },
  ],
};
const options = { model: 'logistic', seed: 1 } as const;
const likeliest = (distribution: number[]) => distribution.indexOf(Math.max(...distribution));

describe('a complexity model that is kept', () => {
  it.each(trainableModels)('predicts the same after JSON, whatever kind it is: %s', async (model) => {
    const trained = await trainModel(experiment, texts, { model, seed: 1 });
    const restored = readTrainedModel(JSON.parse(JSON.stringify(trained)));
    const asked = [...texts.slice(0, 5), { id: 'new', text: 'prove that it holds' }];
    expect(predictTexts(restored, asked)).toStrictEqual(predictTexts(trained, asked));
    for (const distribution of Object.values(predictTexts(restored, asked).predictions)) {
      expect(distribution).toHaveLength(3);
      expect(distribution.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    }
    expect(trained.trainedOn.tasks).toHaveLength(60);
  });

  it('is of use on tasks that it hasn’t seen, and knows those that it has', async () => {
    const trained = await trainModel(experiment, texts, options);
    const fresh = words.map((word, i) => ({ id: `new${i}`, text: `${word} another thing altogether` }));
    const { predictions, seen } = predictTexts(trained, [
      ...fresh,
      // The same text under another name, in another dataset.
      { id: 'again', text: texts[4].text },
    ]);
    expect(fresh.map(({ id }) => likeliest(predictions[id]))).toStrictEqual([0, 1, 2]);
    expect(seen).toStrictEqual(['again']);
  });

  it('is the same for one seed', async () => {
    const twice = [
      await trainModel(experiment, texts, options),
      await trainModel(experiment, texts, options),
    ];
    expect(twice[0]).toStrictEqual(twice[1]);
  });

  it('says where it can’t be trained', async () => {
    const few = { ...experiment, tasks: experiment.tasks.slice(0, 9) };
    await expect(trainModel(few, texts, options)).rejects.toThrow('9 tasks have a label; ten are needed');
    await expect(trainModel(experiment, texts.slice(1), options)).rejects.toThrow('task t0 has no text');
  });

  it('fits an experiment with the same rule and levels alone', async () => {
    const trained = await trainModel(experiment, texts, options);
    expect(fitsExperiment(trained, experiment)).toBe(true);
    expect(fitsExperiment(trained, { ...experiment, rule: smallestReliable(3) })).toBe(false);
  });

  it('is refused where it is none, with the place', async () => {
    const trained = await trainModel(experiment, texts, options);
    const refused: [unknown, RegExp][] = [
      [null, /no complexity model/],
      [{ ...trained, format: 'something' }, /format/],
      [{ ...trained, version: 2 }, /version/],
      [{ ...trained, model: 'oracle' }, /model/],
      [{ ...trained, levels: [] }, /levels/],
      [{ ...trained, levels: [1, 2] }, /names 2 levels and predicts 3/],
      [{ ...trained, predictor: {} }, /logistic predictor/],
      [{ ...trained, trainedOn: { ...trained.trainedOn, tasks: 'all' } }, /trainedOn.tasks/],
    ];
    for (const [value, message] of refused) expect(() => readTrainedModel(value)).toThrow(message);
  });
});
