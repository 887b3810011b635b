import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random';
import { sigmoids, softmax } from '../../../src/predictors/logistic/links';
import { linearModels, marginOf } from '../../../src/predictors/logistic/linear-model';
import { packEntries } from '../../../src/predictors/logistic/matrix';
import { minimise } from '../../../src/predictors/logistic/newton';
import type { Objective } from '../../../src/predictors/logistic/objective';
import { referenceFit, referencePredict } from './reference';

const random = randomStream(6, 'newton');
const rowCount = 30;
const columnCount = 7;
/** Rows with a large common part, as texts have. */
const rows = Array.from({ length: rowCount }, () =>
  Array.from({ length: columnCount }, (_, c) => (c < 3 ? 0.6 : 0) + 0.8 * (random() - 0.5)),
);
const range = Array.from({ length: rowCount }, (_, i) => i);
const classes = rows.map((row) => (row[0] + random() > 1.2 ? 0 : row[4] + random() > 0.5 ? 1 : 2));
const targets = {
  classes: classes.map((own) => [0, 1, 2].map((k) => (k === own ? 1 : 0))),
  rates: rows.map((row) => [random() > 0.5 ? 1 : 0, Math.round(5 * random()) / 5, row[1] > 0.6 ? 1 : 0]),
};
const mean = rows[0].map((_, c) => rows.reduce((sum, row) => sum + row[c], 0) / rowCount);
const centred = rows.map((row) => row.map((value, c) => value - mean[c]));
const gram = {
  size: rowCount,
  entries: Float64Array.from(
    centred.flatMap((a) => centred.map((b) => a.reduce((s, v, c) => s + v * b[c], 0))),
  ),
};

const objectiveOf = (kind: 'classes' | 'rates', strengths: number[]): Objective => ({
  link: kind === 'classes' ? softmax : sigmoids,
  gram: packEntries(gram, range, range),
  targets: Float64Array.from([0, 1, 2].flatMap((k) => targets[kind].map((row) => row[k]))),
  strengths: Float64Array.from(strengths),
});

/** Probabilities `[row][output]` of all rows, by way of the weights. */
function predictAll(kind: 'classes' | 'rates', { weights }: ReturnType<typeof minimise>): number[][] {
  const columns = Uint32Array.from({ length: columnCount }, (_, c) => c);
  const weighted = rows.map((row) => ({ columns, values: Float64Array.from(row) }));
  const models = linearModels(weighted, range, weights, columnCount);
  const fit = {
    weights: models.map(({ coefficients }) => Array.from(coefficients)),
    intercepts: models.map(({ intercept }) => intercept),
  };
  models.forEach((model, k) =>
    weighted.forEach((row, i) => {
      const dual = weights.products[k * rowCount + i] + weights.intercepts[k];
      expect(marginOf(model, row)).toBeCloseTo(dual, 9);
    }),
  );
  return rows.map((row) => referencePredict(fit, row, kind));
}

describe.each(['classes', 'rates'] as const)('logistic regression of %s', (kind) => {
  it.each([0.03, 1, 30])('at C = %d is what slow descent in the weights comes to', (strength) => {
    const solution = minimise(objectiveOf(kind, [strength, strength, strength]), { tolerance: 1e-9 });
    const reference = referenceFit(rows, targets[kind], strength, kind);
    predictAll(kind, solution).forEach((row, i) =>
      row.forEach((probability, k) =>
        expect(probability).toBeCloseTo(referencePredict(reference, rows[i], kind)[k], 8),
      ),
    );
  });

  it('reaches the tolerance that is asked for, and not by far more', () => {
    const exact = minimise(objectiveOf(kind, [1, 1, 1]), { tolerance: 1e-11 });
    const distance = (tolerance: number) => {
      const near = minimise(objectiveOf(kind, [1, 1, 1]), { tolerance });
      const moved = near.weights.products.map((value, e) => value - exact.weights.products[e]);
      const coefficients = near.weights.coefficients.map((value, e) => value - exact.weights.coefficients[e]);
      return Math.sqrt(moved.reduce((sum, value, e) => sum + value * coefficients[e], 0));
    };
    expect(distance(1e-5)).toBeLessThan(1e-5);
    expect(distance(1e-1)).toBeLessThan(1e-1);
    expect(distance(1e-1)).toBeGreaterThan(1e-9);
  });

  it('comes to the same along a path as from zero', () => {
    let start: ReturnType<typeof minimise> | undefined;
    for (const strength of [0.03, 0.3, 3, 30]) {
      const objective = objectiveOf(kind, [strength, strength, strength]);
      start = minimise(objective, { tolerance: 1e-8, start });
      const cold = predictAll(kind, minimise(objective, { tolerance: 1e-8 }));
      predictAll(kind, start).forEach((row, i) =>
        row.forEach((probability, k) => expect(probability).toBeCloseTo(cold[i][k], 7)),
      );
    }
  });

  it('gives the same bits twice', () => {
    const fit = () => minimise(objectiveOf(kind, [1, 1, 1]), { tolerance: 1e-6 }).weights;
    expect(fit()).toEqual(fit());
  });

  it('gets there where almost nothing holds it back', () => {
    const { gradient } = minimise(objectiveOf(kind, [1e5, 1e5, 1e5]), { tolerance: 1e-3 });
    expect(Math.max(...gradient.intercepts.map(Math.abs))).toBeLessThan(1e-6);
  });
});

it('each rate has a strength of its own', () => {
  const mixed = predictAll('rates', minimise(objectiveOf('rates', [0.03, 1, 30]), { tolerance: 1e-9 }));
  [0.03, 1, 30].forEach((strength, k) => {
    const alone = predictAll(
      'rates',
      minimise(objectiveOf('rates', [strength, strength, strength]), { tolerance: 1e-9 }),
    );
    mixed.forEach((row, i) => expect(row[k]).toBeCloseTo(alone[i][k], 8));
  });
});
