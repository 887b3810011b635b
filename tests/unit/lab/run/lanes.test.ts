import { expect, it } from 'vitest';
import { openRun } from '../../../../src/lab/run/runner';
import type { Engine } from '../../../../src/core/engine';
import {
  fateEngine,
  liveDefinition,
  openExperiments,
  services,
  standstill,
} from '../../../support/live-runs';

it('has no more calls out than a server is likely to be sent, and more with each that goes well', async () => {
  const experiments = await openExperiments(liveDefinition(40));
  const waiting: (() => void)[] = [];
  const engineOf = async (model: Parameters<typeof fateEngine>[0]): Promise<Engine> => {
    const engine = fateEngine(model, 1);
    return {
      ...engine,
      generate: async (request) => {
        await new Promise<void>((go) => waiting.push(go));
        return engine.generate(request);
      },
    };
  };
  const run = await openRun('live', services(experiments, { engineOf }));
  await run.start();
  await expect.poll(() => waiting.length).toBe(3 * 8);
  expect(await experiments.intents('live')).toHaveLength(3 * 8 * 5);
  for (const go of waiting.splice(0)) go();
  await expect.poll(() => waiting.length).toBe(3 * 16);
  const done = standstill(run);
  const going = setInterval(() => waiting.splice(0).forEach((go) => go()), 1);
  expect((await done).phase.kind).toBe('done');
  clearInterval(going);
});
