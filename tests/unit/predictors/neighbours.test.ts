import { describe, expect, it } from 'vitest';
import { randomInteger, randomStream } from '../../../src/core/random';
import { hashedCounts, bucketColumns } from '../../../src/predictors/features/hashing';
import { NeighboursPredictor } from '../../../src/predictors/neighbours/predictor';
import { trainNeighbours } from '../../../src/predictors/neighbours/train';
import { nearest, vote } from '../../../src/predictors/neighbours/vote';
import { inventedTable } from './invented';

const words = [
  ['red', 'rose', 'ruby', 'rust'],
  ['blue', 'bay', 'berry', 'bell'],
  ['green', 'grass', 'grape', 'grove'],
];
const random = randomStream(1, 'clusters');
const text = (cluster: number) =>
  Array.from({ length: 5 }, () => words[cluster][randomInteger(random, 4)]).join(' ');
const examples = Array.from({ length: 60 }, (_, i) => ({
  features: hashedCounts(text(i % 3)),
  target: i % 3,
}));
const options = { classes: 3, columns: bucketColumns() };

describe('nearest neighbours', () => {
  it('find planted clusters', () => {
    const predictor = trainNeighbours(examples, options);
    for (let i = 0; i < 30; i++) {
      const probabilities = predictor.predict(hashedCounts(text(i % 3)));
      expect(probabilities[i % 3]).toBeGreaterThan(0.7);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    // A cluster has 20 members: more would ask strangers.
    expect(predictor.state.neighbours).toBeLessThan(20);
    expect(predictor.state.neighbours).toBeGreaterThan(1);
  });

  it('ask as many as they can where nearness says nothing', () => {
    const table = inventedTable(randomStream(2, 'noise'), 60);
    const noise = table.rows.map((features) => ({ features, target: randomInteger(random, 2) }));
    const { state } = trainNeighbours(noise, { classes: 2, columns: table, neighbours: [1, 3, 50] });
    expect(state.neighbours).toBe(50);
  });

  it('come in order of similarity, the first of equal ones first', () => {
    const similarities = Float64Array.of(0.1, 0.5, 0.9, 0.5, 0.9, 0);
    expect(nearest(similarities, 3)).toEqual([2, 4, 1]);
    expect(nearest(similarities, 3, 4)).toEqual([2, 1, 3]);
    expect(nearest(similarities, 9)).toEqual([2, 4, 1, 3, 0, 5]);
    expect(nearest(new Float64Array(4), 2, 0)).toEqual([1, 2]);
  });

  it('vote, and the frequencies of classes vote as one more', () => {
    expect(vote([0, 1, 3], [2, 2, 0, 0], [0.5, 0.25, 0.25])).toEqual([1.5 / 4, 0.25 / 4, 2.25 / 4]);
  });

  it('come back from JSON without a bit changed, and are refused where damaged', () => {
    const predictor = trainNeighbours(examples, options);
    const saved = JSON.stringify(predictor);
    const again = NeighboursPredictor.fromJSON(JSON.parse(saved));
    expect(JSON.stringify(again)).toBe(saved);
    for (const { features } of examples) expect(again.predict(features)).toEqual(predictor.predict(features));
    const json = predictor.toJSON();
    for (const damaged of [
      {},
      { ...json, classes: 2 },
      { ...json, rows: json.rows.slice(1) },
      { ...json, neighbours: 0 },
    ]) {
      expect(() => NeighboursPredictor.fromJSON(damaged)).toThrow('this is no nearest-neighbours predictor');
    }
  });
});
