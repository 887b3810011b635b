import { describe, expect, it } from 'vitest';
import { stratifiedFolds } from '../../../src/core/folds';
import { randomStream, shuffled } from '../../../src/core/random';
import { brier, logLoss, macroF1 } from '../../../src/core/statistics/classification';
import {
  concaveHull,
  costToReach,
  meanAccuracyOverCost,
  mixAtAccuracy,
  mixAtCost,
} from '../../../src/core/statistics/frontier';
import {
  bootstrapWeights,
  mean,
  percentileInterval,
  quantile,
  weightedMean,
  wilson,
} from '../../../src/core/statistics/intervals';

describe('intervals', () => {
  it('Wilson’s of the authors’ 27 of 34 is 63.2 to 89.7 %', () => {
    const { value, low, high } = wilson(27, 34);
    expect(value).toBeCloseTo(0.794, 3);
    expect(low).toBeCloseTo(0.632, 3);
    expect(high).toBeCloseTo(0.897, 3);
  });
  it('Wilson’s stay inside 0 and 1, and know nothing of nothing', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBeCloseTo(1, 12);
    expect(wilson(0, 0)).toEqual({ value: NaN, low: 0, high: 1 });
  });
  it('quantiles interpolate, and infinity does not spread', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
    expect(quantile([1, 2, Infinity], 0.9)).toBe(Infinity);
  });
  it('the bootstrap of a mean has about its standard error', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const weights = bootstrapWeights(400, 2000, randomStream(1, 'test'));
    expect(weights[0].reduce((a, b) => a + b, 0)).toBe(400);
    const { low, high } = percentileInterval(
      mean(values),
      weights.map((one) => weightedMean(values, one)),
    );
    expect(high - low).toBeGreaterThan(0.09);
    expect(high - low).toBeLessThan(0.107);
  });
  it('an interval ends where the values in order have their quantiles', () => {
    const random = randomStream(2, 'test');
    const lists = [1, 2, 3, 40, 41, 2000].flatMap((length) => [
      Array.from({ length }, random),
      Array.from({ length }, () => Math.floor(4 * random())),
      Array.from({ length }, () => (random() < 0.1 ? Infinity : random())),
      Array.from({ length }, () => (random() < 0.1 ? NaN : random())),
    ]);
    for (const list of lists) {
      const sorted = Float64Array.from(list).sort();
      const ends = { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
      expect(percentileInterval(0, list)).toEqual({ value: 0, ...ends });
    }
  });
  it('a value that does not apply counts neither way', () => {
    expect(mean(Float64Array.of(1, NaN, 0))).toBe(0.5);
  });
});

describe('classification', () => {
  const confusion = [Float64Array.of(3, 1, 0), Float64Array.of(1, 2, 0), Float64Array.of(1, 0, 0)];
  it('scores a confusion matrix', () => {
    // F1: 6/9, 4/6, 0.
    expect(macroF1(confusion)).toBeCloseTo((2 / 3 + 2 / 3 + 0) / 3, 12);
  });
  it('leaves classes out that never occur', () => {
    expect(macroF1([Float64Array.of(2, 0), Float64Array.of(0, 0)])).toBe(1);
  });
  it('scores distributions', () => {
    expect(brier([0.5, 0.3, 0.2], 0)).toBeCloseTo(0.25 + 0.09 + 0.04, 12);
    expect(logLoss([0.5, 0.5], 1)).toBeCloseTo(Math.LN2, 12);
    expect(logLoss([1, 0], 1)).toBeCloseTo(-Math.log(1e-15), 9);
  });
});

describe('frontiers', () => {
  const points = [
    { cost: 1, accuracy: 0.5 },
    { cost: 5, accuracy: 0.55 },
    { cost: 10, accuracy: 0.8 },
    { cost: 20, accuracy: 0.7 },
    { cost: 100, accuracy: 0.9 },
  ];
  const hull = concaveHull(points);
  it('keeps what no coin flip between others beats', () => expect(hull).toEqual([0, 2, 4]));
  it('mixes at a cost', () => {
    expect(mixAtCost(points, hull, 5.5)).toEqual({ first: 0, second: 2, weight: 0.5 });
    expect(mixAtCost(points, hull, 0.1)).toEqual({ first: 0, second: 0, weight: 0 });
    expect(mixAtCost(points, hull, 1000)).toEqual({ first: 4, second: 4, weight: 0 });
  });
  it('mixes at an accuracy', () => {
    const mix = mixAtAccuracy(points, hull, 0.85);
    expect([mix.first, mix.second]).toEqual([2, 4]);
    expect(mix.weight).toBeCloseTo(0.5, 12);
    expect(mixAtAccuracy(points, hull, 0.99).first).toBe(4);
  });
  it('measures the mean height of a frontier over costs', () => {
    const line = [
      { cost: 0, accuracy: 0 },
      { cost: 10, accuracy: 1 },
    ];
    expect(meanAccuracyOverCost(line, 0, 10)).toBeCloseTo(0.5, 12);
    expect(meanAccuracyOverCost(line, 0, 20)).toBeCloseTo(0.75, 12);
    expect(meanAccuracyOverCost(line, 5, 10)).toBeCloseTo(0.75, 12);
  });
  it('finds the cost at which an accuracy is reached, between points too', () => {
    expect(costToReach(points, 0.525)).toBeCloseTo(3, 12);
    expect(costToReach(points, 0.4)).toBe(1);
    expect(costToReach(points, 0.95)).toBe(Infinity);
  });
});

describe('randomness', () => {
  it('is the same for the same seed and name, and another for others', () => {
    const draw = (seed: number, name: string) => Array.from({ length: 5 }, randomStream(seed, name));
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  });
  it('is about uniform', () => {
    const random = randomStream(7, 'uniform');
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[Math.floor(random() * 10)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
  it('shuffles a copy', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const result = shuffled(items, randomStream(1, 'shuffle'));
    expect(result).not.toEqual(items);
    expect(result.toSorted()).toEqual(items);
  });
  it('folds hold their share of each class, and every item is tested once', () => {
    const classes = Array.from({ length: 103 }, (_, i) => (i < 50 ? 0 : i < 93 ? 1 : 2));
    const folds = stratifiedFolds(classes, 5, randomStream(1, 'folds'));
    expect(folds.flatMap((fold) => fold.test).toSorted((a, b) => a - b)).toEqual(classes.map((_, i) => i));
    for (const { train, test } of folds) {
      expect(train.length + test.length).toBe(103);
      for (const [value, total] of [
        [0, 50],
        [1, 43],
        [2, 10],
      ]) {
        const held = test.filter((i) => classes[i] === value).length;
        expect(Math.abs(held - total / 5)).toBeLessThanOrEqual(1);
      }
    }
  });
});
