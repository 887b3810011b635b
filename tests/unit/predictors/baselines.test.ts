import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random';
import { bucketColumns, hashedCounts } from '../../../src/predictors/features/hashing';
import { MajorityPredictor, trainMajority } from '../../../src/predictors/majority/majority';
import { PriorPredictor, trainPrior } from '../../../src/predictors/prior/prior';
import { logLength } from '../../../src/predictors/prompt-length/length';
import {
  PromptLengthPredictor,
  trainPromptLength,
} from '../../../src/predictors/prompt-length/prompt-length';
import { inventedTable } from './invented';

const table = inventedTable(randomStream(1, 'texts'), 80);
const of = (targets: number[]) => targets.map((target, i) => ({ features: table.rows[i], target }));

describe('baselines', () => {
  it('majority: the most frequent class, the first of equal ones', () => {
    const predictor = trainMajority(of([2, 1, 1, 0, 2]), { classes: 4 });
    expect(predictor.predict()).toEqual([0, 1, 0, 0]);
    const again = MajorityPredictor.fromJSON(JSON.parse(JSON.stringify(predictor)));
    expect(JSON.stringify(again)).toBe(JSON.stringify(predictor));
    expect(again.predict()).toEqual([0, 1, 0, 0]);
    expect(() => MajorityPredictor.fromJSON({ ...predictor.toJSON(), majority: 4 })).toThrow(
      'majority predictor',
    );
    expect(() => trainMajority([], { classes: 4 })).toThrow('no examples');
  });

  it('prior: how often each class occurs', () => {
    const predictor = trainPrior(of([2, 1, 1, 0, 2, 2]), { classes: 4 });
    expect(predictor.predict()).toEqual([1 / 6, 2 / 6, 3 / 6, 0]);
    const again = PriorPredictor.fromJSON(JSON.parse(JSON.stringify(predictor)));
    expect(again.predict()).toEqual(predictor.predict());
    expect(() => PriorPredictor.fromJSON({ ...predictor.toJSON(), frequencies: [1, 1] })).toThrow('sum to 1');
    expect(() => trainPrior(of([4]), { classes: 4 })).toThrow('4 is none of 4 classes');
  });

  it('prompt length: nearly in proportion to characters', () => {
    const columns = bucketColumns();
    const lengthOf = (text: string) => logLength(hashedCounts(text), columns);
    const [short, long] = ['write a function', 'write a function '.repeat(4)].map(lengthOf);
    expect(long - short).toBeCloseTo(Math.log(4), 0);
    expect(logLength({ columns: new Uint32Array(), counts: new Uint8Array() }, columns)).toBe(0);
  });

  it('prompt length: learns from length alone', () => {
    const lengths = table.rows.map((row) => logLength(row, table));
    const median = lengths.toSorted((a, b) => a - b)[40];
    const targets = lengths.map((length) => (length > median ? 2 : 0));
    const predictor = trainPromptLength(of(targets), { classes: 3, columns: table });
    const right = table.rows.filter((row, i) => predictor.predict(row)[targets[i]] > 0.5);
    expect(right.length).toBeGreaterThan(76);
    const text = JSON.stringify(predictor);
    const again = PromptLengthPredictor.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    for (const row of table.rows) expect(again.predict(row)).toEqual(predictor.predict(row));
    expect(() => PromptLengthPredictor.fromJSON({ ...predictor.toJSON(), slopes: [] })).toThrow(
      'fit together',
    );
    // The same length, other words.
    const [first] = table.rows;
    const other = { columns: first.columns.toReversed(), counts: first.counts.toReversed() };
    expect(predictor.predict(other)).toEqual(predictor.predict(first));
  });
});
