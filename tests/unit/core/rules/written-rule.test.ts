import { describe, expect, it } from 'vitest';
import { levelOf, paperFiveLevel, singleTrial, smallestReliable } from '../../../../src/core/labelling';
import { conditionsOf, rulePresets } from '../../../../src/core/rules/presets';
import { reachOf } from '../../../../src/core/rules/reach';
import { problemsIn, writtenRule } from '../../../../src/core/rules/written-rule';

const same = (models: number, trials: number) => new Array<number>(models).fill(trials);
const outcomes = (models: number, trials: number) =>
  Array.from({ length: (trials + 1) ** models }, (_, i) =>
    same(models, 0).map((_, k) => Math.floor(i / (trials + 1) ** k) % (trials + 1)),
  );

describe('a rule in words', () => {
  it('is the built-in five-level rule on all 216 outcomes', () => {
    const [preset] = rulePresets(3);
    for (const conditions of [preset.conditions, conditionsOf(paperFiveLevel)]) {
      const rule = writtenRule(conditions, 3);
      const all = outcomes(3, 5);
      expect(all).toHaveLength(216);
      for (const counts of all) {
        expect(levelOf(rule, counts, same(3, 5)), counts.join()).toBe(
          levelOf(paperFiveLevel, counts, same(3, 5)),
        );
      }
    }
  });

  it('says the same as any built-in rule that it is made from', () => {
    const rules = [singleTrial, ...[0.3, 0.5, 0.8, 1].map((share) => smallestReliable(3, share))];
    for (const rule of rules) {
      const trials = rule.trials ?? 4;
      const levels = rule.levels.map(({ level }) => level);
      const words = writtenRule(conditionsOf(rule), 3, { levels });
      for (const counts of outcomes(3, trials)) {
        expect(levelOf(words, counts, same(3, trials))).toBe(levelOf(rule, counts, same(3, trials)));
      }
    }
  });

  it('is told apart by what it says, not by how it is spaced', () => {
    expect(writtenRule(['x1>=3'], 2).id).toBe(writtenRule(['(x1) ≥ 3'], 2).id);
    expect(writtenRule(['x1>=3'], 2).id).not.toBe(writtenRule(['x1>=4'], 2).id);
    expect(writtenRule(['x1>=3'], 2).id).not.toBe(writtenRule(['x1>=3'], 3).id);
  });

  it('names every condition that can’t be read', () => {
    expect(problemsIn(['x1 > 1', 'x3 > 1', ''], 2)).toEqual([
      { index: 1, message: 'expected x1 to x2, got “x3”', place: { start: 0, end: 2 } },
      { index: 2, message: 'expected a number, M, x1 or “(”, got the end', place: { start: 0, end: 0 } },
    ]);
  });

  it('refuses counts that it can’t speak of', () => {
    expect(() => levelOf(writtenRule(['x1 > 0.5 * M'], 2), [1, 1], [5, 4])).toThrow(
      'level 1 of the rule: expected M1, M2 and so on instead of M',
    );
    expect(() => levelOf(writtenRule(['x1 > 1'], 2), [1], [5])).toThrow('2 models');
  });
});

describe('which outcomes reach a level', () => {
  const verdicts = (conditions: string[], models: number, trials: number) =>
    reachOf(writtenRule(conditions, models), same(models, trials)).levels.map(({ verdict }) => verdict);

  it('is counted where there are few', () => {
    const reach = reachOf(writtenRule(rulePresets(3)[0].conditions, 3), same(3, 5));
    expect(reach).toMatchObject({ outcomes: 216, lookedAt: 'all' });
    const counts = reach.levels.map(({ share }) => Math.round(share * 216));
    const wanted = paperFiveLevel.levels.map(
      ({ level }) =>
        outcomes(3, 5).filter((counts) => levelOf(paperFiveLevel, counts, same(3, 5)) === level).length,
    );
    expect(counts).toEqual(wanted);
    expect(reach.levels.every(({ verdict }) => verdict === 'reached')).toBe(true);
  });

  it('names the levels that none reaches, and why', () => {
    expect(verdicts(['x1 >= 7', 'x1 > 3 and x1 < 4', 'x1 >= 2', 'x1 >= 3'], 2, 5)).toEqual([
      'never-true',
      'never-true',
      'reached',
      'taken',
      'reached',
    ]);
    // Nothing is left for the last level.
    expect(verdicts(['x1 >= 2', 'x1 < 2'], 2, 5)).toEqual(['reached', 'reached', 'taken']);
  });

  it('is reasoned where there are too many to look at', () => {
    const sum = Array.from({ length: 10 }, (_, k) => `x${k + 1}`).join(' + ');
    const reach = reachOf(
      writtenRule(
        [
          `${sum} == 500`,
          `${sum} == 0`,
          `${sum} > 500`,
          `x1 == 50 and x2 > 50`,
          `${sum} >= 250`,
          `${sum} >= 251`,
        ],
        10,
      ),
      same(10, 50),
    );
    expect(reach.lookedAt).toBe(20_000);
    expect(reach.outcomes / 51 ** 10).toBeCloseTo(1, 9);
    expect(reach.levels.map(({ verdict }) => verdict)).toEqual([
      'reached',
      'reached',
      'never-true',
      'never-true',
      'reached',
      expect.stringMatching(/taken|unknown/),
      'reached',
    ]);
  });

  it.each([2, 4, 10])('of presets for %i models is every one', (models) => {
    for (const { conditions, assignment } of rulePresets(models)) {
      expect(assignment).toHaveLength(conditions.length + 1);
      expect(new Set(verdicts(conditions, models, 5))).toEqual(new Set(['reached']));
    }
  });
});
