import type { Experiment, RecordedTask } from '../core/experiment';
import { parseOutcomes } from '../core/outcomes-file';
import type { Recordings } from '../store/recordings';

/** As many trials at once take a page a few milliseconds to receive. */
const trialsAtOnce = 10_000;

/** Outcomes files that are kept in this browser, as experiments: the last one is held, as it is asked for again. */
export class RecordedExperiments {
  readonly #recordings: Promise<Recordings>;
  #last?: { id: string; experiment: Promise<Experiment> };

  constructor(recordings: Promise<Recordings>) {
    this.#recordings = recordings;
  }

  /** @throws Error, for the visitor, where there is none of that id */
  experiment(id: string): Promise<Experiment> {
    if (this.#last?.id !== id) this.#last = { id, experiment: this.#read(id) };
    return this.#last.experiment;
  }

  async #read(id: string): Promise<Experiment> {
    const recordings = await this.#recordings;
    const [entry, text] = await Promise.all([recordings.get(id), recordings.text(id)]);
    if (!entry || text === undefined) throw new Error('There is no such experiment in this browser.');
    return { ...parseOutcomes(text, { id }), name: entry.name };
  }
}

/** Tasks in parts of about so many trials that each is received at once. */
export function* inParts(tasks: readonly RecordedTask[]): Generator<RecordedTask[], void> {
  let part: RecordedTask[] = [];
  let trials = 0;
  for (const task of tasks) {
    part.push(task);
    trials += task.trials.reduce((sum, { length }) => sum + length, 1);
    if (trials < trialsAtOnce) continue;
    yield part;
    [part, trials] = [[], 0];
  }
  yield part;
}
