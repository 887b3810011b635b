import { describe, expect, it } from 'vitest';
import type { Example } from '../../../src/core/interfaces';
import { randomInteger, randomStream } from '../../../src/core/random';
import { classProbabilities, lossOf, slopesAt, surprise } from '../../../src/predictors/ordinal/likelihood';
import { OrdinalPredictor } from '../../../src/predictors/ordinal/predictor';
import { trainOrdinal } from '../../../src/predictors/ordinal/train';
import { solveTridiagonal } from '../../../src/predictors/ordinal/tridiagonal';
import { inventedTable } from './invented';

const kinds = { block: Uint8Array.of(0, 0), multiplicity: Uint16Array.of(1, 1) };
/** A task with one word, which stands for one margin. */
const withWord = (column: number) => ({ columns: Uint32Array.of(column), counts: Uint8Array.of(1) });
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Classes in the numbers that a proportional-odds model expects. */
function planted(thresholds: readonly number[], margins: readonly number[], perWord: number): Example[] {
  return margins.flatMap((margin, column) => {
    const below = [
      ...thresholds.map((threshold) => Math.round(perWord * sigmoid(threshold - margin))),
      perWord,
    ];
    return below.flatMap((until, target) =>
      Array.from({ length: until - (below[target - 1] ?? 0) }, () => ({
        features: withWord(column),
        target,
      })),
    );
  });
}

describe('ordinal regression', () => {
  it('finds planted thresholds and margins', () => {
    const examples = planted([-1, 0.2, 1.5], [-0.6, 0.9], 250);
    const predictor = trainOrdinal(examples, { classes: 4, columns: kinds, seed: 1, strengths: [1e4] });
    const { thresholds, coefficients } = predictor.state;
    expect(thresholds[1] - thresholds[0]).toBeCloseTo(1.2, 1);
    expect(thresholds[2] - thresholds[1]).toBeCloseTo(1.3, 1);
    expect(coefficients[1] - coefficients[0]).toBeCloseTo(1.5, 1);
    predictor
      .predict(withWord(0))
      .forEach((probability, k) =>
        expect(probability).toBeCloseTo(classProbabilities([-1, 0.2, 1.5], -0.6)[k], 2),
      );
  });

  it('gives classes that never occur a little, and learns the others', () => {
    const examples = planted([0], [-1, 1], 20).map(({ features, target }) => ({
      features,
      target: 2 * target,
    }));
    const predictor = trainOrdinal(examples, { classes: 4, columns: kinds, seed: 1 });
    const probabilities = predictor.predict(withWord(1));
    expect(probabilities[1]).toBeCloseTo(1 / 44, 12);
    expect(probabilities[2]).toBeGreaterThan(0.5);
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const one = trainOrdinal(examples.slice(0, 3), { classes: 4, columns: kinds, seed: 1 });
    expect(one.predict(withWord(1))[0]).toBeCloseTo(4 / 7, 12);
  });

  it('chooses strong regularisation for what is no more than noise', () => {
    const random = randomStream(3, 'noise');
    const table = inventedTable(random, 60);
    const noise = table.rows.map((features) => ({ features, target: randomInteger(random, 3) }));
    const { state } = trainOrdinal(noise, { classes: 3, columns: table, seed: 1, strengths: [0.001, 100] });
    expect(state.strength).toBe(0.001);
    const classes = Array.from({ length: 60 }, () => randomInteger(random, 3));
    const leaning = inventedTable(randomStream(4, 'texts'), 60, classes);
    const told = leaning.rows.map((features, i) => ({ features, target: classes[i] }));
    const options = { classes: 3, columns: leaning, seed: 1, strengths: [0.001, 3] };
    expect(trainOrdinal(told, options).state.strength).toBe(3);
  });

  it('comes back from JSON without a bit changed, and is refused where it is damaged', () => {
    const classes = Array.from({ length: 40 }, (_, i) => i % 3);
    const table = inventedTable(randomStream(4, 'texts'), 40, classes);
    const examples = table.rows.map((features, i) => ({ features, target: classes[i] }));
    const predictor = trainOrdinal(examples, { classes: 4, columns: table, seed: 1 });
    const text = JSON.stringify(predictor);
    const again = OrdinalPredictor.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    for (const row of table.rows) expect(again.predict(row)).toEqual(predictor.predict(row));
    const json = predictor.toJSON();
    for (const damaged of [
      null,
      { ...json, thresholds: [1, 0] },
      { ...json, coefficients: '' },
      { ...json, learnt: [3, 4, 5] },
    ]) {
      expect(() => OrdinalPredictor.fromJSON(damaged)).toThrow('this is no ordinal predictor');
    }
  });
});

describe('its likelihood', () => {
  const thresholds = Float64Array.of(-0.7, 0.4, 2);
  const margins = Float64Array.of(-1.2, 0.3, 0.8, 2.5, -0.1);
  const classes = Int32Array.of(0, 1, 3, 2, 1);
  const nudged = (values: Float64Array, at: number, by: number) =>
    values.map((v, i) => (i === at ? v + by : v));
  const h = 1e-5;

  it('has probabilities that sum to 1, far out as well', () => {
    for (const margin of [-50, -1, 0, 3, 40]) {
      expect(classProbabilities(thresholds, margin).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    // F(0.4 - 40) - F(-0.7 - 40) is about e^-39.6 - e^-40.7.
    expect(surprise(thresholds, 40, 1)).toBeCloseTo(-Math.log(Math.exp(-39.6) - Math.exp(-40.7)), 9);
  });

  it('has the derivatives that differences have', () => {
    const slopes = slopesAt(thresholds, margins, classes);
    const loss = (t: Float64Array, m: Float64Array) => lossOf(t, m, classes);
    margins.forEach((_, i) => {
      const [up, down] = [h, -h].map((by) => nudged(margins, i, by));
      expect(slopes.margin[i]).toBeCloseTo((loss(thresholds, up) - loss(thresholds, down)) / (2 * h), 6);
      const difference = slopesAt(thresholds, up, classes);
      const before = slopesAt(thresholds, down, classes);
      expect(slopes.curvature[i]).toBeCloseTo((difference.margin[i] - before.margin[i]) / (2 * h), 6);
      thresholds.forEach((_, j) => {
        const mixed = (j === classes[i] ? slopes.upper[i] : 0) + (j === classes[i] - 1 ? slopes.lower[i] : 0);
        expect(mixed).toBeCloseTo((difference.threshold[j] - before.threshold[j]) / (2 * h), 6);
      });
    });
    thresholds.forEach((_, j) => {
      const [up, down] = [h, -h].map((by) => nudged(thresholds, j, by));
      expect(slopes.threshold[j]).toBeCloseTo((loss(up, margins) - loss(down, margins)) / (2 * h), 6);
      const [after, before] = [up, down].map((t) => slopesAt(t, margins, classes).threshold);
      expect(slopes.diagonal[j]).toBeCloseTo((after[j] - before[j]) / (2 * h), 5);
      if (j > 0) expect(slopes.beside[j - 1]).toBeCloseTo((after[j - 1] - before[j - 1]) / (2 * h), 5);
    });
  });

  it('is solved for thresholds by elimination', () => {
    // [2 1 0; 1 3 1; 0 1 4] [1 2 3] = [4 10 14]
    const solution = solveTridiagonal(
      Float64Array.of(2, 3, 4),
      Float64Array.of(1, 1),
      Float64Array.of(4, 10, 14),
    );
    solution.forEach((value, j) => expect(value).toBeCloseTo(j + 1, 12));
  });
});
