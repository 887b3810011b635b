import { describe, expect, it } from 'vitest';
import { paperRule, shiftedRule } from '../../../src/core/assignment';
import {
  levelOf,
  levelsOf,
  paperFiveLevel,
  singleTrial,
  smallestReliable,
} from '../../../src/core/labelling';

/** Levels for x3 = 0..5, by x1 (rows of six) and x2: section 3.1 worked out by hand. */
const fiveLevelTable = [
  ['554443', '554443', '444443', '444443', '444443', '222222'],
  ['554443', '554443', '444443', '444443', '444443', '222222'],
  ['554443', '554443', '444443', '444443', '444443', '111111'],
  ['554443', '554443', '444443', '444443', '111111', '111111'],
  ['554443', '554443', '444443', '111111', '111111', '111111'],
  ['111111', '111111', '111111', '111111', '111111', '111111'],
];

describe('the five-level rule of section 3.1', () => {
  const outcomes = fiveLevelTable.flatMap((row, x1) =>
    row.flatMap((levels, x2) => [...levels].map((level, x3) => ({ x1, x2, x3, level: Number(level) }))),
  );

  it('has 216 outcomes', () => expect(outcomes).toHaveLength(216));

  it.each(outcomes)('($x1, $x2, $x3) is level $level', ({ x1, x2, x3, level }) => {
    expect(levelOf(paperFiveLevel, [x1, x2, x3], [5, 5, 5])).toBe(level);
  });

  it('refuses counts of other trials or models', () => {
    expect(() => levelOf(paperFiveLevel, [1, 1, 1], [5, 5, 4])).toThrow('needs 5 trials');
    expect(() => levelOf(paperFiveLevel, [1, 1], [5, 5])).toThrow('3 models');
  });
});

describe('the single-trial rule of section 4.1', () => {
  it.each([
    [[1, 0, 0], 0],
    [[1, 1, 1], 0],
    [[0, 1, 0], 1],
    [[0, 1, 1], 1],
    [[0, 0, 1], 2],
    [[0, 0, 0], 2],
  ])('%j is class %i', (counts, level) => expect(levelOf(singleTrial, counts, [1, 1, 1])).toBe(level));
});

describe('the smallest reliable model', () => {
  const rule = smallestReliable(4, 0.6);
  it('has a level per model and one for none', () => expect(levelsOf(rule)).toEqual([0, 1, 2, 3, 4]));
  it.each([
    [[3, 0, 0, 0], [5, 5, 5, 5], 0],
    [[2, 3, 5, 5], [5, 5, 5, 5], 1],
    [[5, 5, 6, 0], [10, 10, 10, 1], 2],
    [[0, 0, 0, 1], [5, 5, 5, 1], 3],
    [[2, 2, 2, 2], [5, 5, 5, 5], 4],
  ])('%j of %j is level %i', (counts, trials, level) => expect(levelOf(rule, counts, trials)).toBe(level));
});

describe('assignment rules', () => {
  it('sends levels as section 3.3 says, and as the levels suggest', () => {
    expect(paperRule(paperFiveLevel).modelOfLevel).toEqual({ 1: 0, 2: 0, 3: 1, 4: 1, 5: 2 });
    expect(shiftedRule(paperFiveLevel).modelOfLevel).toEqual({ 1: 0, 2: 1, 3: 2, 4: 2, 5: 2 });
  });
  it('sends class k to model k, and the class of none to the dearest', () => {
    expect(paperRule(singleTrial).modelOfLevel).toEqual({ 0: 0, 1: 1, 2: 2 });
    expect(shiftedRule(smallestReliable(2)).modelOfLevel).toEqual({ 0: 0, 1: 1, 2: 1 });
  });
});
