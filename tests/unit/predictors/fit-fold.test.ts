import { describe, expect, it } from 'vitest';
import type { FeatureTable } from '../../../src/core/features';
import { type Fold, stratifiedFolds } from '../../../src/core/folds';
import { randomInteger, randomStream } from '../../../src/core/random';
import { defaultStrengths } from '../../../src/predictors/logistic/choose-strength';
import { type FoldFit, fitFold, type FoldProblems } from '../../../src/predictors/logistic/fit-fold';
import { inventedTable, unmerged } from './invented';

const random = randomStream(7, 'fold');
const count = 60;
const labels = Int32Array.from({ length: count }, () => randomInteger(random, 3));
const table = inventedTable(random, count, Array.from(labels));
const rates = [
  Float64Array.from(labels, (label) => (label === 0 || random() < 0.2 ? 1 : 0)),
  Float64Array.from(labels, (label) => (label < 2 ? 0.6 : 0.2) + (random() < 0.5 ? 0.2 : 0)),
];
const fold = stratifiedFolds(Array.from(labels), 4, randomStream(1, 'outer'))[0];
const problems: FoldProblems = { classes: { target: labels, count: 3 }, rates };
const fit = (changed: Partial<FoldProblems> = {}, features: FeatureTable = table, part: Fold = fold) =>
  fitFold(features, part, { ...problems, ...changed }, { random: randomStream(3, 'inner') });
const withLabels = (change: (label: number, row: number) => number): FoldProblems['classes'] => ({
  target: labels.map(change),
  count: 3,
});
const whole = fit();

/** The largest difference between probabilities. */
function difference(one: FoldFit, other: FoldFit): number {
  const all = ({ classes, rates }: FoldFit) =>
    [classes!.test, classes!.train, rates!.test, rates!.train].flat(2);
  const theirs = all(other);
  return Math.max(...all(one).map((value, i) => Math.abs(value - theirs[i])));
}

describe('one fold of nested cross-validation', () => {
  it('gives distributions over classes, and rates, for each row of the fold', () => {
    const { classes, rates: fitted } = whole;
    expect([classes!.test.length, classes!.train.length]).toEqual([fold.test.length, fold.train.length]);
    expect([fitted!.test.length, fitted!.train.length]).toEqual([fold.test.length, fold.train.length]);
    for (const row of [...classes!.test, ...classes!.train]) {
      expect(row).toHaveLength(3);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    for (const value of [...fitted!.test, ...fitted!.train].flat()) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1);
    }
    for (const strength of [classes!.strength, ...fitted!.strengths]) {
      expect(defaultStrengths).toContain(strength);
    }
  });

  it('learns', () => {
    const loss = (predict: (i: number) => number) =>
      fold.test.reduce((sum, _, i) => sum - Math.log(predict(i)), 0) / fold.test.length;
    expect(loss((i) => whole.classes!.test[i][labels[fold.test[i]]])).toBeLessThan(loss(() => 1 / 3) - 0.1);
  });

  it('never looks at the targets of test rows', () => {
    const held = new Set(fold.test);
    const changed = fit({
      classes: withLabels((label, row) => (held.has(row) ? 2 - label : label)),
      rates: rates.map((rate) => rate.map((share, row) => (held.has(row) ? 1 - share : share))),
    });
    expect(changed).toEqual(whole);
  });

  it('sees the targets of training rows', () => {
    const row = fold.train[0];
    expect(fit({ classes: withLabels((label, i) => (i === row ? (label + 1) % 3 : label)) })).not.toEqual(
      whole,
    );
  });

  it('predicts a training row without its own target', () => {
    const i = 5;
    const opposite = rates.map((rate) =>
      rate.map((share, row) => (row === fold.train[i] ? share + 1e-9 : share)),
    );
    const before = whole.rates!.train[i];
    const after = fit({ rates: opposite }).rates!.train;
    // A change too small to move the dealing of folds or the choice of strength.
    expect(after[i]).toEqual(before);
    expect(after).not.toEqual(whole.rates!.train);
  });

  it('gives the same bits for the same seed, and other folds for another', () => {
    expect(fit()).toEqual(whole);
    const other = fitFold(table, fold, problems, { random: randomStream(4, 'inner') });
    expect(other.rates!.train).not.toEqual(whole.rates!.train);
  });

  it('gives classes and rates as if they had been asked for alone', () => {
    expect(fit({ rates: undefined }).classes).toEqual(whole.classes);
    expect(fit({ classes: undefined }).rates).toEqual(whole.rates);
  });

  it('treats a merged column as the columns that it stands for', () => {
    expect(Math.max(...table.multiplicity)).toBeGreaterThan(2);
    expect(difference(fit({}, unmerged(table)), whole)).toBeLessThan(1e-9);
  });

  it('doesn’t learn classes from rows without one, but predicts them', () => {
    const without = new Set(fold.train.slice(0, 12));
    const mask = (label: number, row: number) => (without.has(row) ? -1 : label);
    const masked = fit({ classes: withLabels(mask) });
    expect(masked.rates).toEqual(whole.rates);
    expect(masked.classes!.train).toHaveLength(fold.train.length);
    for (const row of masked.classes!.train) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(masked.classes).not.toEqual(whole.classes);
  });
});

describe('where there is little to learn from', () => {
  it('a class never seen gets one part in rows + classes', () => {
    const { test } = fit({ classes: { target: labels, count: 4 } }).classes!;
    for (const row of test) expect(row[3]).toBeCloseTo(1 / (fold.train.length + 4), 12);
    const only = fit({ classes: withLabels(() => 1) }).classes!;
    const rows = fold.train.length;
    for (const row of only.test) {
      [1, rows + 1, 1].forEach((parts, k) => expect(row[k]).toBeCloseTo(parts / (rows + 3), 12));
    }
  });

  it('a rate that is always 0 or 1 is near that, for certain', () => {
    const always = rates[0].map(() => 1);
    const { test } = fit({ rates: [always, rates[1]] }).rates!;
    for (const [first] of test) {
      expect(first).toBeCloseTo((fold.train.length + 1) / (fold.train.length + 2), 12);
    }
    expect(test.map((row) => row[1])).not.toEqual(test.map(() => test[0][1]));
  });

  it('one training row, or none with a class, is enough to go on', () => {
    const single = fit({}, table, { train: [4], test: [5, 6] });
    for (const row of single.classes!.train) row.forEach((value) => expect(value).toBeCloseTo(1 / 3, 12));
    for (const row of single.classes!.test) expect(row[labels[4]]).toBeCloseTo(2 / 4, 12);
    const none = fit({ classes: withLabels(() => -1) }).classes!;
    for (const row of [...none.test, ...none.train]) {
      row.forEach((value) => expect(value).toBeCloseTo(1 / 3, 12));
    }
    expect(() => fit({}, table, { train: [], test: [1] })).toThrow('there are no rows to train on');
  });

  it.each([1, 4])('%d different texts, with whatever labels, are fitted all the same', (different) => {
    const rows = table.rows.map((_, i) => table.rows[i % different]);
    const { test } = fit({}, { ...table, rows }).classes!;
    fold.test.forEach((row, i) =>
      fold.test.forEach((other, j) => {
        if (row % different === other % different) expect(test[i]).toEqual(test[j]);
      }),
    );
    const shares = [0, 1, 2].map(
      (k) => fold.train.filter((row) => labels[row] === k).length / fold.train.length,
    );
    if (different === 1) test[0].forEach((value, k) => expect(value).toBeCloseTo(shares[k], 6));
  });
});
