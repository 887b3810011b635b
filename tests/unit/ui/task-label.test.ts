import { describe, expect, it } from 'vitest';
import { levelOf, paperFiveLevel, singleTrial, smallestReliable } from '../../../src/core/labelling';
import { writtenRule } from '../../../src/core/rules/written-rule';
import { triedLevels } from '../../../src/ui/tasks/label-words';

describe('how a rule was tried', () => {
  it('ends with the line that decided, in the paper’s letters', () => {
    expect(triedLevels(paperFiveLevel, [4, 4, 5], [5, 5, 5])).toEqual([
      { level: 1, holds: true, text: 'x₁ + x₂ = 8 ≥ 7' },
    ]);
    expect(triedLevels(paperFiveLevel, [1, 5, 5], [5, 5, 5])).toEqual([
      { level: 1, holds: false, text: 'x₁ = 1 < 5; x₁ + x₂ = 6 < 7' },
      { level: 2, holds: true, text: 'x₂ = 5 ≥ 5' },
    ]);
  });

  it('says so where no line held', () => {
    expect(triedLevels(singleTrial, [0, 0, 1], [1, 1, 1]).at(-1)).toEqual({
      level: 2,
      holds: true,
      text: 'no line above holds',
    });
  });

  it('speaks of shares where the rule does', () => {
    expect(triedLevels(smallestReliable(2, 0.6), [2, 3], [5, 5])).toEqual([
      { level: 0, holds: false, text: 'x₁ = 2 of 5, less than 60 %' },
      { level: 1, holds: true, text: 'x₂ = 3 of 5, at least 60 %' },
    ]);
  });

  it('shows a condition in words with the counts that it is about', () => {
    expect(triedLevels(writtenRule(['x1 == M', 'x2 == M'], 2), [1, 2], [2, 2])).toEqual([
      { level: 1, holds: false, text: 'x1 == M, with x₁ = 1, x₂ = 2' },
      { level: 2, holds: true, text: 'x2 == M, with x₁ = 1, x₂ = 2' },
    ]);
  });

  it('decides as the rule itself, for all counts', () => {
    const trials = [5, 5, 5];
    const words = writtenRule(['x1 + x2 >= 1.4 * M', 'x3 == M'], 3);
    for (const rule of [paperFiveLevel, smallestReliable(3), smallestReliable(3, 0.6), words]) {
      for (let code = 0; code < 216; code++) {
        const counts = [Math.floor(code / 36), Math.floor(code / 6) % 6, code % 6];
        expect(triedLevels(rule, counts, trials).at(-1)).toMatchObject({
          level: levelOf(rule, counts, trials),
          holds: true,
        });
      }
    }
  });
});
