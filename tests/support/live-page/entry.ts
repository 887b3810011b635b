// Runs in a page of the built app, beside it: the same store, from another connection.

import type { TrialSummary } from '../../../src/core/live-experiment';
import { type LiveSettings, liveSettingsKey } from '../../../src/lab/live-settings';
import type { LiveDefinition } from '../../../src/lab/run/contract';
import { openStore, type Store } from '../../../src/store/store';

const begun = performance.now();
let openSeconds = 0;
const opening = openStore({ onProblem: (problem) => console.error(problem.message) });
void opening.then(() => (openSeconds = (performance.now() - begun) / 1000));

/** The store on the disk: what isn't in the one in memory isn't lost. */
async function openedOnDisk(): Promise<Store> {
  const store = await opening;
  if (!store.state.kept) throw new Error(`The browser keeps nothing: ${store.state.reason}`);
  return store;
}

/** Keeps an experiment, and the connections and models that it needs, as if they had been set up by hand. */
async function seed(definition: LiveDefinition, settings: LiveSettings): Promise<void> {
  const { experiments, settings: kept } = await openedOnDisk();
  await kept.put(liveSettingsKey, settings);
  await experiments.put(definition);
}

/** A trial as it is kept: where it belongs, what was answered, and the verdict. */
export interface KeptTrial extends Pick<
  TrialSummary,
  'task' | 'model' | 'index' | 'verdict' | 'digits' | 'answeredAt'
> {
  text: string;
}

/** Everything that is kept of an experiment. */
async function kept(id: string) {
  const { experiments } = await openedOnDisk();
  const summaries = await experiments.summaries(id);
  const tasks = [...new Set(summaries.map(({ task }) => task))];
  const trials = (await experiments.trials(id, tasks)).map(({ summary, detail }): KeptTrial => {
    const { task, model, index, verdict, digits, answeredAt } = summary;
    return { task, model, index, verdict, digits, answeredAt, text: detail.answer.text };
  });
  const [intents, failures, experiment] = await Promise.all([
    experiments.intents(id),
    experiments.failures(id),
    experiments.get(id),
  ]);
  // A record may hold a trial twice, where there is a mistake in the store: then these differ.
  return { trials, summaries: summaries.length, intents, failures, entry: experiment, openSeconds };
}

/** How long a run may stand still that is waited for, in milliseconds. */
const patience = 120_000;

/** Resolves when so many trials of an experiment are as wanted. */
async function reached(id: string, wanted: number, counts: (trial: TrialSummary) => boolean): Promise<void> {
  const { experiments } = await opening;
  await new Promise<void>((resolve, reject) => {
    let count = 0;
    const look = () => {
      experiments.summaries(id).then((summaries) => {
        count = summaries.filter(counts).length;
        if (count < wanted) return;
        clearTimeout(timer);
        end();
        resolve();
      }, reject);
    };
    const timer = setTimeout(() => reject(new Error(`${count} came of ${wanted}`)), patience);
    const end = experiments.onChange(id, look);
    look();
  });
}

const answered = (id: string, wanted: number) => reached(id, wanted, () => true);
const judged = (id: string, wanted: number) => reached(id, wanted, ({ verdict }) => verdict !== undefined);

/** Notes when the page first said that so many answers are there, in milliseconds since 1970. */
function watchAnswers(): void {
  const seen: [answers: number, at: number][] = [];
  const look = () => {
    const [, text] = /([\d,]+) of about [\d,]+ answers/.exec(document.body.textContent) ?? [];
    const answers = Number((text ?? '0').replaceAll(',', ''));
    if (answers > (seen.at(-1)?.[0] ?? 0)) seen.push([answers, Date.now()]);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  look();
  Object.assign(window, { seenAnswers: seen });
}

const live = { seed, kept, answered, judged, watchAnswers };
export type LiveEntry = typeof live;
export type Kept = Awaited<ReturnType<typeof kept>>;
Object.assign(window, { live });
