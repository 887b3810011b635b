import type { TrialFailure, TrialKey } from '../../core/live-experiment';
import type { ExperimentStore, JudgedTrial, SettledTrial } from '../../store/experiments/contract';

interface Waiting<T> {
  item: T;
  /** @param isFirst false where the trial had an answer already */
  done: (isFirst: boolean) => void;
}

const idOf = ({ task, model, index }: TrialKey) => JSON.stringify([task, model, index]);

/**
 * Verdicts can be had again, and a transaction for each costs more than the judging: they are written together, so
 * many milliseconds after the last, or once so many wait.
 */
const verdictPause = 50;
const mostVerdicts = 32;

/**
 * Writes what comes of calls, everything that came meanwhile in one transaction. What can't be kept stays here, and
 * is written first at the next `flush`: nothing that was paid for is let go of while the page is open.
 */
export class Writer {
  readonly #store: ExperimentStore;
  readonly #onProblem: (error: unknown) => void;
  #answers: Waiting<SettledTrial>[] = [];
  #failures: Waiting<TrialFailure>[] = [];
  #abandoned: Waiting<TrialKey>[] = [];
  #judged: Waiting<JudgedTrial>[] = [];
  #draining: Promise<void> | undefined;
  #isBlocked = false;
  /** When verdicts were written last. */
  #verdictsAt = -Infinity;
  /** How many wait for all to be written. */
  #resting = 0;
  /** Ends the pause before verdicts are written. */
  #hurry = () => {};

  /** @param onProblem told once of each time that writing stops */
  constructor(store: ExperimentStore, onProblem: (error: unknown) => void) {
    this.#store = store;
    this.#onProblem = onProblem;
  }

  /** Answers that are in memory only. */
  get unsaved(): number {
    return this.#answers.length;
  }

  settle = (trial: SettledTrial) => this.#add(this.#answers, trial);
  fail = (failure: TrialFailure) => this.#add(this.#failures, failure);
  abandon = (key: TrialKey) => this.#add(this.#abandoned, key);
  judge = (judged: JudgedTrial) => this.#add(this.#judged, judged);

  /** Tries again what could not be written. @returns is all of it kept? */
  async flush(): Promise<boolean> {
    this.#isBlocked = false;
    await this.rest();
    return !this.#isBlocked;
  }

  /** Resolves when all is written, or nothing can be. */
  async rest(): Promise<void> {
    this.#resting++;
    this.#hurry();
    this.#start();
    await this.#draining;
    this.#resting--;
  }

  /** Lets go of everything: the experiment was deleted. */
  clear(): void {
    for (const list of [this.#answers, this.#failures, this.#abandoned, this.#judged]) list.length = 0;
  }

  #add<T>(list: Waiting<T>[], item: T): Promise<boolean> {
    return new Promise((done) => {
      list.push({ item, done });
      if (!this.#mayWait) this.#hurry();
      this.#start();
    });
  }

  #start(): void {
    if (this.#isBlocked) return;
    this.#draining ??= this.#drain().finally(() => (this.#draining = undefined));
  }

  async #drain(): Promise<void> {
    // What comes within this turn of the event loop is written together.
    await Promise.resolve();
    try {
      while (this.#size > 0) {
        await this.#gather();
        await this.#write(this.#answers, (items) => this.#store.settle(items));
        await this.#write(this.#failures, (items) => this.#store.fail(items));
        await this.#write(this.#abandoned, (items) => this.#store.abandonIntents(items));
        if (this.#judged.length > 0) this.#verdictsAt = performance.now();
        await this.#write(this.#judged, (items) => this.#store.judge(items));
      }
    } catch (error) {
      this.#isBlocked = true;
      this.#onProblem(error);
    }
  }

  /** Lets verdicts come together, where nothing else waits. */
  async #gather(): Promise<void> {
    const pause = this.#verdictsAt + verdictPause - performance.now();
    if (pause <= 0 || !this.#mayWait) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  get #mayWait(): boolean {
    const isJustVerdicts = this.#size === this.#judged.length;
    return isJustVerdicts && this.#judged.length < mostVerdicts && this.#resting === 0;
  }

  get #size(): number {
    return this.#answers.length + this.#failures.length + this.#abandoned.length + this.#judged.length;
  }

  async #write<T>(list: Waiting<T>[], write: (items: T[]) => Promise<TrialKey[] | void>): Promise<void> {
    if (list.length === 0) return;
    const batch = list.slice();
    const there = await write(batch.map(({ item }) => item));
    // Only now: what could not be written is still in the list.
    list.splice(0, batch.length);
    const second = new Set(there?.map(idOf));
    for (const { item, done } of batch) {
      done(
        second.size === 0 ||
          !second.has(
            idOf(
              'summary' in (item as object) ? (item as SettledTrial).summary : (item as unknown as TrialKey),
            ),
          ),
      );
    }
  }
}
