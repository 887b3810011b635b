import { openRun } from '../../../src/lab/run/runner';
import { fateEngine, liveDefinition, openExperiments, services, standstill } from '../../support/live-runs';

export const name = 'lab';

const tasks = 974;

/**
 * What the runner itself costs: 974 tasks x 3 models x 5 trials, of an engine that answers at once, planned, written
 * down before and after, judged and counted. In Node, with an IndexedDB in memory (fake-indexeddb, slower than a
 * browser's for each record) and a judge that reads the verdict from the text: judging itself is measured by `judge`.
 */
export async function run(): Promise<object> {
  const experiments = await openExperiments(liveDefinition(tasks));
  const engineOf = async (model: Parameters<typeof fateEngine>[0]) => fateEngine(model, 1);
  const live = await openRun('live', services(experiments, { engineOf }));
  const started = performance.now();
  await live.start();
  const { phase } = await standstill(live);
  const milliseconds = performance.now() - started;
  const trials = (await experiments.summaries('live')).length;
  if (phase.kind !== 'done' || trials !== tasks * 15) throw new Error(`${phase.kind} after ${trials} trials`);
  return { overheadMillisecondsPerTrial: milliseconds / trials, trials, seconds: milliseconds / 1000 };
}
