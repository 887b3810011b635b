import { describe, expect, it } from 'vitest';
import type { Example } from '../../../src/core/interfaces';
import { randomInteger, randomStream } from '../../../src/core/random';
import { bucketColumns, hashedCounts } from '../../../src/predictors/features/hashing';
import { fitFold } from '../../../src/predictors/logistic/fit-fold';
import { LogisticPredictor } from '../../../src/predictors/logistic/predictor';
import { trainLogistic, type TrainOptions } from '../../../src/predictors/logistic/train';
import { inventedTable, inventedTexts } from './invented';

const random = randomStream(9, 'train');
const labels = Array.from({ length: 40 }, () => randomInteger(random, 3));
const texts = inventedTexts(randomStream(10, 'texts'), 40, labels);
const table = inventedTable(randomStream(10, 'texts'), 40, labels);
const examples: Example[] = table.rows.slice(0, 30).map((features, i) => ({ features, target: labels[i] }));
const train = (options: Partial<TrainOptions> = {}, of = examples) =>
  trainLogistic(of, {
    classes: 3,
    columns: table,
    strengths: [1],
    random: randomStream(1, 'inner'),
    ...options,
  });

describe('a trained predictor', () => {
  it('predicts what a fold of the same rows does', async () => {
    const predictor = await train();
    const fold = { train: examples.map((_, i) => i), test: [30, 31, 32, 33, 34, 35, 36, 37, 38, 39] };
    const { classes } = fitFold(
      table,
      fold,
      { classes: { target: Int32Array.from(labels), count: 3 } },
      { random: randomStream(1, 'other'), strengths: [1] },
    );
    classes!.test.forEach((row, i) =>
      predictor
        .predict(table.rows[30 + i])
        .forEach((probability, k) => expect(probability).toBeCloseTo(row[k], 9)),
    );
  });

  it('can be trained on raw buckets, to read new texts', async () => {
    const raw = texts.map((text, i) => ({ features: hashedCounts(text), target: labels[i] }));
    const predictor = await train({ columns: bucketColumns() }, raw.slice(0, 30));
    const loss = raw.slice(30).reduce((sum, { features, target }) => {
      const predicted = predictor.predict(features);
      expect(predicted.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      return sum - Math.log(predicted[target]);
    }, 0);
    expect(loss / 10).toBeLessThan(Math.log(3) - 0.1);
    const unknown = predictor.predict(hashedCounts('Nothing ever met'));
    expect(unknown).toEqual(predictor.predict({ columns: new Uint32Array(), counts: new Uint8Array() }));
  });

  it('chooses among strengths by cross-validation, and says how far it is', async () => {
    const progress: number[] = [];
    const predictor = await trainLogistic(
      examples,
      { classes: 3, columns: table, strengths: [0.001, 3], random: randomStream(1, 'inner') },
      { onProgress: ({ done, total }) => progress.push(done / total) },
    );
    expect(predictor.state.strength).toBe(3);
    expect(progress).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    const run = { signal: controller.signal, onProgress: () => controller.abort() };
    const options = { classes: 3, columns: table, strengths: [0.1, 1], random: randomStream(1, 'inner') };
    await expect(trainLogistic(examples, options, run)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses no examples, and classes that there are not', async () => {
    await expect(train({}, [])).rejects.toThrow('there are no examples to train on');
    await expect(train({ classes: 2 })).rejects.toThrow('2 is none of 2 classes');
    const strange = [{ ...examples[0], target: 0.5 }];
    await expect(train({}, strange)).rejects.toThrow('0.5 is none of 3 classes');
  });
});

describe('a saved predictor', () => {
  it('comes back without a bit changed', async () => {
    const predictor = await train({ classes: 4 });
    const text = JSON.stringify(predictor);
    const again = LogisticPredictor.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    for (const row of table.rows) expect(again.predict(row)).toEqual(predictor.predict(row));
    expect(predictor.predict(table.rows[0])).not.toEqual(predictor.predict(table.rows[1]));
  });

  it('comes back where nothing could be learnt', async () => {
    const predictor = await train({}, [examples[0]]);
    const again = LogisticPredictor.fromJSON(JSON.parse(JSON.stringify(predictor)));
    expect(again.predict(table.rows[1])).toEqual(predictor.predict(table.rows[1]));
  });

  it('is refused where it is damaged', async () => {
    const json = (await train()).toJSON();
    const damaged: unknown[] = [
      null,
      {},
      { ...json, format: 'other' },
      { ...json, strength: 'strong' },
      { ...json, columns: '!' },
      { ...json, columns: json.columns.slice(4) },
      { ...json, weights: json.block },
      { ...json, learnt: [0, 1, 3] },
      { ...json, learnt: [0, 0, 1] },
      { ...json, intercepts: json.intercepts.slice(1) },
      { ...json, coefficients: [...json.coefficients.slice(1), btoa('12345678')] },
      { ...json, coefficients: json.coefficients.map((text) => `//8AAAAA8H8${text.slice(11)}`) },
    ];
    for (const value of damaged) {
      expect(() => LogisticPredictor.fromJSON(value)).toThrow('this is not a logistic predictor');
    }
  });
});
