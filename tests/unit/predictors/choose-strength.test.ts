import { expect, it } from 'vitest';
import { stratifiedFolds } from '../../../src/core/folds';
import { randomInteger, randomStream } from '../../../src/core/random';
import { chooseStrength, logLosses } from '../../../src/predictors/logistic/choose-strength';
import { centredGram } from '../../../src/predictors/logistic/gram';
import type { Lesson } from '../../../src/predictors/logistic/learner';
import { columnWeights, inverseDocumentFrequencies, weighRow } from '../../../src/predictors/logistic/tfidf';
import { inventedTable } from './invented';
import { referenceFit, referencePredict } from './reference';

const random = randomStream(8, 'choice');
const count = 28;
const classes = Array.from({ length: count }, () => randomInteger(random, 3));
const table = inventedTable(random, count, classes);
const columnCount = table.block.length;
const idf = inverseDocumentFrequencies(table.rows, columnCount);
const gram = centredGram(table.rows, idf, table);
const dense = table.rows.map((row) => {
  const result = new Array<number>(columnCount).fill(0);
  const { columns, values } = weighRow(row, columnWeights(idf, table), table.block);
  columns.forEach((column, k) => (result[column] = values[k]));
  return result;
});
const folds = stratifiedFolds(classes, 4, randomStream(2, 'folds'));
const rows = classes.map((_, i) => i);
const strengths = [0.1, 1, 10];
const lessons: Lesson[] = [
  {
    kind: 'classes',
    rows,
    targets: [0, 1, 2].map((k) => Float64Array.from(classes, (c) => (c === k ? 1 : 0))),
  },
  {
    kind: 'rates',
    rows,
    targets: [
      Float64Array.from(classes, (c) => (c === 0 ? 0.8 : 0.2)),
      Float64Array.from(classes, () => (random() < 0.5 ? 1 : 0)),
    ],
  },
];

it.each(lessons)(
  'the strength chosen for $kind is that of the least loss by slow cross-validation',
  (lesson) => {
    const targets = rows.map((i) => lesson.targets.map((target) => target[i]));
    const slow = strengths.map((strength) => {
      const probabilities = lesson.targets.map(() => new Float64Array(count));
      for (const { train, test } of folds) {
        const fit = referenceFit(
          train.map((i) => dense[i]),
          train.map((i) => targets[i]),
          strength,
          lesson.kind,
        );
        for (const i of test) {
          referencePredict(fit, dense[i], lesson.kind).forEach((value, k) => (probabilities[k][i] = value));
        }
      }
      return { probabilities, losses: logLosses(lesson, probabilities) };
    });
    const steps = chooseStrength(gram, lesson, strengths, folds);
    let state = steps.next();
    const progress: number[] = [];
    for (; !state.done; state = steps.next()) {
      if (state.value) progress.push(state.value.done / state.value.total);
    }
    lesson.targets.forEach((_, k) => {
      const losses = slow.map(({ losses }) => losses[k]);
      const best = losses.indexOf(Math.min(...losses));
      expect(state.value.strengths[k]).toBe(strengths[best]);
      state.value.probabilities[k].forEach((value, i) =>
        expect(value).toBeCloseTo(slow[best].probabilities[k][i], 2),
      );
      const loss = logLosses(lesson, state.value.probabilities)[k];
      expect(loss / count).toBeCloseTo(losses[best] / count, 3);
    });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBeLessThanOrEqual(1);
  },
);

it('log-loss of classes is of all together, of rates of each', () => {
  const probabilities = [Float64Array.of(0.5, 0.9), Float64Array.of(0.5, 0.1)];
  const targets = [Float64Array.of(1, 0.25), Float64Array.of(0, 0.75)];
  const joint = -Math.log(0.5) - 0.25 * Math.log(0.9) - 0.75 * Math.log(0.1);
  const losses = logLosses({ kind: 'classes', rows: [0, 1], targets }, probabilities);
  losses.forEach((loss) => expect(loss).toBeCloseTo(joint, 12));
  const [first, second] = logLosses({ kind: 'rates', rows: [0, 1], targets }, probabilities);
  expect(first).toBeCloseTo(joint, 12);
  expect(second).toBeCloseTo(joint, 12);
  const certain = { kind: 'rates' as const, rows: [0], targets: [Float64Array.of(1)] };
  expect(logLosses(certain, [Float64Array.of(0)])[0]).toBeCloseTo(-Math.log(1e-15), 9);
});
