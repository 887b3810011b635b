import { expect, test } from '../support/fixtures';
import { killedRun } from '../support/kills';

test.setTimeout(300_000);

test('a run whose browser is killed eight times loses no trial, and repeats only what was in flight', async ({
  site,
}) => {
  const { made, repeated, trials, inFlight, killsAmidCalls, killsAmidJudging, moments } = await killedRun({
    ...{ kills: 8, starter: 4, own: 3, seed: 1 },
    site,
  });
  expect(trials).toBe(105);
  expect(made).toBe(105 + repeated);
  expect(repeated).toBeLessThanOrEqual(inFlight);
  // The seed is such that kills of every kind come.
  expect(Math.min(...Object.values(moments), killsAmidCalls, killsAmidJudging, repeated)).toBeGreaterThan(0);
});
