import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/engines/pace';

describe('the pace of a transfer', () => {
  it('says nothing at first, without a total, or where nothing moves', () => {
    const pace = new Pace(0);
    expect(pace.secondsLeft(100, 50, 1000)).toBeNull();
    expect(pace.secondsLeft(1000, 500, 0)).toBeNull();
    expect(new Pace(0).secondsLeft(10_000, 0, 1000)).toBeNull();
  });

  it('is that of what moved, not of what was there before', () => {
    expect(new Pace(0, 900).secondsLeft(1000, 910, 1000)).toBeCloseTo(9);
  });

  it('follows a change without jumping', () => {
    const pace = new Pace(0);
    expect(pace.secondsLeft(1000, 100, 1100)).toBeCloseTo(10);
    const justAfter = pace.secondsLeft(2000, 110, 1110) as number;
    expect(justAfter).toBeGreaterThan(10);
    expect(justAfter).toBeLessThan(20);
    let later = justAfter;
    for (let second = 3; second < 60; second++) {
      later = pace.secondsLeft(second * 1000, 90 + 10 * second, 1090 + 10 * second) as number;
    }
    expect(later).toBeCloseTo(100, 0);
  });
});
