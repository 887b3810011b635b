// Runs in the browser, over the store as the app has it.

import { exportBundle } from '../../../src/store/bundle/export';
import { importBundle } from '../../../src/store/bundle/import';
import { inspectBundle } from '../../../src/store/bundle/inspect';
import type { SettledTrial } from '../../../src/store/experiments/contract';
import { openStore } from '../../../src/store/store';
import { inventedDefinition, inventedTrial } from '../../support/experiments';

const opening = openStore({ onProblem: (problem) => console.error(problem.message) });

const models = ['small', 'mid', 'large'];
const perTask = 15;

/** The n-th trial of an experiment: all of a task follow each other. */
function trialAt(experiment: string, n: number): SettledTrial {
  const trial = inventedTrial({
    experiment,
    task: String(Math.floor(n / perTask)),
    model: models[Math.floor((n % perTask) / 5)],
    index: n % 5,
  });
  // As of models in the page: nothing is paid, so that a batch needn't wait for the disk.
  trial.summary.dollars = 0;
  return trial;
}

/** Writes an experiment in batches; seconds of writing alone. */
async function write(experiment: string, count: number, batch: number): Promise<number> {
  const { experiments } = await opening;
  await experiments.put(inventedDefinition(Math.ceil(count / perTask), experiment));
  let seconds = 0;
  for (let from = 0; from < count; from += batch) {
    const trials = Array.from({ length: Math.min(batch, count - from) }, (_, at) =>
      trialAt(experiment, from + at),
    );
    const begun = performance.now();
    const duplicates = await experiments.settle(trials);
    seconds += (performance.now() - begun) / 1000;
    if (duplicates.length > 0) throw new Error('The store had these trials already.');
  }
  return seconds;
}

/** Reads all summaries of an experiment into what a page draws: per task and model, the trials' digits. */
async function open(experiment: string): Promise<{ seconds: number; trials: number }> {
  const { experiments } = await opening;
  const begun = performance.now();
  const summaries = await experiments.summaries(experiment);
  const grid = new Map<string, string[][]>();
  for (const { task, model, index, digits } of summaries) {
    let row = grid.get(task);
    if (!row) grid.set(task, (row = models.map(() => [])));
    row[models.indexOf(model)][index] = digits;
  }
  const trials = [...grid.values()].flat(2).length;
  return { seconds: (performance.now() - begun) / 1000, trials };
}

/** One paid trial as a run keeps it: its intent, its answer, its verdict. Milliseconds of each. */
async function paid(experiment: string, task: number) {
  const { experiments } = await opening;
  const key = { experiment, task: String(task), model: 'large', index: 0 };
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  };
  const { summary, detail } = inventedTrial(key, { judged: false });
  const { digits, verdict } = inventedTrial(key).summary;
  const { judgement } = inventedTrial(key).detail;
  return {
    intend: await timed(() =>
      experiments.intend([{ ...key, call: 'c', askedAt: Date.now(), reserved: 0.01 }]),
    ),
    settle: await timed(() => experiments.settle([{ summary, detail }])),
    judge: await timed(() => experiments.judge([{ ...key, digits, verdict: verdict!, judgement }])),
  };
}

/** Out as a bundle, and in again as a copy. */
async function bundle(experiment: string) {
  const { experiments } = await opening;
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });
  const begun = performance.now();
  const blob = await exportBundle(experiments, experiment);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const written = performance.now();
  const whole = await inspectBundle(bytes);
  await importBundle(experiments, whole, { onConflict: 'as-copy' });
  const read = performance.now();
  // What the observer has yet to tell.
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return {
    exportSeconds: (written - begun) / 1000,
    importSeconds: (read - written) / 1000,
    bundleMegabytes: bytes.length / 1e6,
    bundleLongestBlockMilliseconds: longest,
  };
}

async function begin(experiment: string, tasks: number): Promise<void> {
  await (await opening).experiments.put(inventedDefinition(tasks, experiment));
}

const bench = { write, open, paid, bundle, begin, state: async () => (await opening).state };
export type PageBench = typeof bench;
Object.assign(window, { bench });
