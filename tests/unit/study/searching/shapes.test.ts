import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toContract } from '../../../../src/cli/contract';
import { findSubject } from '../../../../src/cli/subject';
import { study } from '../../../../src/study/study';
import { type MadeUp, madeUpOutcomes } from '../../../support/made-up-outcomes';

describe('an outcomes file of any shape', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'outcomes-'));
  afterAll(() => rm(folder, { recursive: true }));
  const reproduce = async (shape: MadeUp) => {
    const path = join(folder, 'made-up.jsonl');
    await writeFile(path, madeUpOutcomes(shape));
    const { experiment, features } = await findSubject(path);
    const report = await study(experiment, { seed: 1, scope: 'all', features });
    return toContract(experiment, report);
  };

  it.each<[string, MadeUp]>([
    ['2 models, one trial', { models: 2, tasks: 14, trials: [1, 1], perTest: true }],
    ['2 models, 50 trials', { models: 2, tasks: 12, trials: [50, 50], perTest: true }],
    ['4 models, unequal trials, verdicts alone', { models: 4, tasks: 14, trials: [2, 7], perTest: false }],
    ['10 models, unequal trials', { models: 10, tasks: 12, trials: [1, 5], perTest: false }],
  ])('%s: every family has a whole frontier', async (_, shape) => {
    const { policies, frontiers } = await reproduce(shape);
    expect(frontiers.map(({ id }) => id)).toEqual([
      'random-mix',
      'random-cascade',
      'threshold',
      'predict-then-verify',
      'searched',
    ]);
    for (const { points, areaOverRandomMix, areaOverRandomCascade } of frontiers) {
      expect(points).toHaveLength(41);
      const estimates = points.flatMap(({ cost, accuracy }) => [cost, accuracy]);
      for (const { value, low, high } of [...estimates, areaOverRandomMix, areaOverRandomCascade]) {
        for (const number of [value, low, high]) expect(Number.isFinite(number)).toBe(true);
      }
    }
    const planned = policies.find(({ id }) => id === 'predict-then-verify')!;
    expect(planned.verifier).toBe(shape.perTest ? 'visible-test' : 'perfect');
    expect(planned.cost.value).toBeGreaterThanOrEqual(1 - 1e-9);
  });

  it('where words tell how hard a task is, planning gets more than the coin flip for the same budgets', async () => {
    const { frontiers } = await reproduce({ models: 3, tasks: 80, trials: [1, 1], perTest: true });
    const [cascade, planned] = ['random-cascade', 'predict-then-verify'].map((id) =>
      frontiers.find((one) => one.id === id)!,
    );
    const gains = planned.points.map((point, b) => point.accuracy.value - cascade.points[b].accuracy.value);
    expect(gains.reduce((a, b) => a + b) / gains.length).toBeGreaterThan(0.01);
  });
});
