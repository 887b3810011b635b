import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../src/core/random';
import { abilityFromDraws, abilityFromTokens } from '../../../../src/predictors/zero-shot/ability';
import { calibrate, calibrated, type ScoredRow } from '../../../../src/predictors/zero-shot/calibration';
import {
  defaultTemplate,
  fillTemplate,
  templateProblem,
} from '../../../../src/predictors/zero-shot/template';

describe('a template', () => {
  it('is filled once: what the task holds stays as it is', () => {
    const text = 'Replace $& and {levels} in a text.';
    expect(fillTemplate('{task} From {first} to {last}: {levels}', text, [1, 2, 3])).toBe(
      'Replace $& and {levels} in a text. From 1 to 3: 1, 2, 3',
    );
  });

  it('must have a place for the task and the levels', () => {
    expect(templateProblem(defaultTemplate)).toBe('');
    expect(templateProblem('{levels}')).toContain('{task}');
    expect(templateProblem('{task}')).toContain('{levels}');
  });
});

describe('ability', () => {
  it('is the share of yes against no', () => {
    const top = [
      { token: 'Yes', logprob: Math.log(0.4) },
      { token: ' yes', logprob: Math.log(0.2) },
      { token: 'No', logprob: Math.log(0.2) },
      { token: 'Maybe', logprob: Math.log(0.1) },
    ];
    expect(abilityFromTokens(top)).toBeCloseTo(0.75, 12);
    expect(abilityFromTokens([{ token: 'Not', logprob: 0 }])).toBeUndefined();
    expect(abilityFromDraws(['Yes.', ' no', '"Yes"', 'Nothing', 'yes, it can'])).toBe(0.75);
    expect(abilityFromDraws(['Well', ''])).toBeUndefined();
  });
});

describe('calibration', () => {
  it('pools what is out of order, as worked out by hand', () => {
    const rows: ScoredRow[] = [
      { score: 0, target: 1 },
      { score: 0.5, target: 0 },
      { score: 0.5, target: 1 },
      { score: 0.8, target: 1 },
      { score: 1, target: 0 },
    ];
    // Beyond level 0: 1, then 1/2 of two and 1 of one pooled to 2/3, then 0; with 2 rows of 3/5 beside the 5.
    const smooth = (value: number) => (5 * value + 2 * 0.6) / 7;
    const { scores, beyond } = calibrate(rows, 2);
    expect(scores).toStrictEqual([0, 0.5, 0.8, 1]);
    [1, 2 / 3, 2 / 3, 0].forEach((value, i) => expect(beyond[0][i]).toBeCloseTo(smooth(value), 12));
    expect(calibrated({ scores, beyond }, 0.9)[1]).toBeCloseTo(smooth(1 / 3), 12);
    expect(calibrated({ scores, beyond }, -1)[1]).toBeCloseTo(smooth(1), 12);
    expect(calibrated({ scores, beyond }, 2)[1]).toBeCloseTo(smooth(0), 12);
  });

  it('gives distributions, easier ones at higher scores', () => {
    const random = randomStream(3, 'calibration');
    const rows = Array.from({ length: 200 }, () => {
      const target = Math.floor(random() * 5);
      return { score: Math.round(5 * Math.min(1, random() * (1.2 - target / 5))) / 5, target };
    });
    const calibration = calibrate(rows, 5);
    let mean = Infinity;
    for (let score = 0; score <= 1; score += 0.05) {
      const distribution = calibrated(calibration, score);
      expect(distribution.every((value) => value > 0)).toBe(true);
      expect(distribution.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      const next = distribution.reduce((sum, value, level) => sum + value * level, 0);
      expect(next).toBeLessThanOrEqual(mean + 1e-12);
      mean = next;
    }
  });

  it('needs rows', () => {
    expect(() => calibrate([], 3)).toThrow(RangeError);
  });
});
