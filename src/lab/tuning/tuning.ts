import { EngineError } from '../../core/engine-error';
import type { TuningEvent } from '../../engines/openai/fine-tuning/events';
import { cancelJob } from '../../engines/openai/fine-tuning/client';
import { Ownership } from '../run/ownership';
import { tasksAsked } from './asking';
import type { Activity, OpenTuning, TaskAnswer, Tuning, TuningServices, TuningState } from './contract';
import { deleteExternal } from './external';
import { KeptTunings } from './kept';
import { askAll } from './predicting';
import { spentOf } from './spent';
import { begin, follow, upload } from './training';
import { connectionOf, problemOf, type Work } from './work';

/** There is no tuning of this id in this browser. */
export class NoTuning extends Error {
  override name = 'NoTuning';
  constructor() {
    super('It is not here: it was deleted, or is in another browser.');
  }
}

/**
 * Opens a tuning that is kept, and asks for nothing yet. Where another tab is at it, `start` says so.
 *
 * @throws NoTuning
 */
export async function openTuning(id: string, services: TuningServices): Promise<OpenTuning> {
  const kept = new KeptTunings(services.values);
  const tuning = await kept.get(id);
  if (!tuning) throw new NoTuning();
  const opened = new LiveTuning(tuning, services, kept);
  await opened.load();
  return opened;
}

class LiveTuning implements OpenTuning {
  #tuning: Tuning;
  #events: TuningEvent[] = [];
  #answers = new Map<string, TaskAnswer>();
  readonly #out = new Set<string>();
  #repeated: string[] = [];
  #activity: Activity = { kind: 'idle' };
  #passing: string | undefined;
  #controller = new AbortController();
  #working: Promise<void> | undefined;
  readonly #services: TuningServices;
  readonly #kept: KeptTunings;
  readonly #ownership: Ownership;
  readonly #listeners = new Set<(state: TuningState) => void>();

  constructor(tuning: Tuning, services: TuningServices, kept: KeptTunings) {
    this.#tuning = tuning;
    this.#services = services;
    this.#kept = kept;
    this.#ownership = new Ownership(services.locks, `tuning-${tuning.id}`, () => void this.#freed());
  }

  /** Reads what is kept. */
  async load(): Promise<void> {
    const { id } = this.#tuning;
    this.#tuning = (await this.#kept.get(id)) ?? this.#tuning;
    this.#events = await this.#kept.events(id);
    this.#answers.clear();
    this.#repeated = [];
    for (const task of tasksAsked(this.#tuning)) {
      const { answer, out } = (await this.#kept.answer(id, task)) ?? { out: false };
      if (answer) this.#answers.set(task, answer);
      if (out) this.#repeated.push(task);
    }
    this.#tell();
  }

  get state(): TuningState {
    const answers = [...this.#answers.values()];
    return {
      tuning: this.#tuning,
      activity: this.#activity,
      events: [...this.#events],
      asked: {
        // What is answered but not kept yet would be asked again after a crash.
        done: answers.filter(({ task }) => !this.#out.has(task)).length,
        total: tasksAsked(this.#tuning).length,
      },
      answers,
      spent: spentOf(this.#tuning, answers),
      repeated: this.#repeated,
      ...(this.#passing !== undefined && { passing: this.#passing }),
    };
  }

  subscribe(listener: (state: TuningState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): Promise<void> {
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  async stop(): Promise<void> {
    if (this.#working && this.#activity.kind === 'working') {
      this.#enter({ kind: 'working', doing: 'Stopping: what is paid for is awaited.' });
    }
    this.#controller.abort();
    await this.#working;
  }

  async cancel(): Promise<void> {
    await this.stop();
    if (!(await this.#owns())) return;
    const { stage, method } = this.#tuning;
    if (stage.kind !== 'training' || method.kind !== 'fine-tuned') return;
    await this.#guarded(async (work) => {
      const connection = connectionOf(work, method.base.connection);
      work.doing(`Telling ${connection.name} to end the job.`);
      const key = await this.#services.keyFor(connection.baseUrl);
      try {
        await cancelJob(connection, stage.job.id, { key, signal: work.signal });
      } catch (error) {
        // So servers say that it is over already: what became of it is looked up below.
        if (!(error instanceof EngineError) || error.code !== 'bad-request') throw error;
      }
    });
    if (this.#activity.kind === 'idle') await this.start();
  }

  async useModel(model: string): Promise<void> {
    await this.stop();
    if (!(await this.#owns())) return;
    await this.#guarded(async (work) => {
      const { stage, id, experiment } = this.#tuning;
      const isSame = (stage.kind === 'asking' || stage.kind === 'done') && stage.model === model;
      if (!isSame) {
        for (const task of this.#answers.keys()) await this.#kept.putAnswer(id, task, { out: false });
        this.#answers.clear();
        await deleteExternal(this.#services.values, experiment, id);
      }
      await work.change({ stage: { kind: 'asking', model } });
    });
    if (this.#activity.kind === 'idle') await this.start();
  }

  async setBudget(dollars: number | undefined): Promise<void> {
    await this.stop();
    if (!(await this.#owns())) return;
    const { budget, ...rest } = this.#tuning;
    if (budget === dollars) return;
    await this.#guarded(async () => {
      const changed = dollars === undefined ? rest : { ...rest, budget: dollars };
      await this.#kept.put(changed);
      this.#tuning = changed;
    });
  }

  async close(): Promise<void> {
    await this.stop();
    this.#ownership.release();
  }

  async #work(): Promise<void> {
    if (!(await this.#owns())) return;
    await this.#guarded(async (work) => {
      while (await this.#step(work)) work.signal.throwIfAborted();
    });
  }

  /** Becomes the one tab that works on it, and reads what others have done meanwhile; says so where it can't. */
  async #owns(): Promise<boolean> {
    if (this.#ownership.isOwner) return true;
    const owns = await this.#ownership.take();
    if (owns) await this.load();
    else this.#enter({ kind: 'elsewhere' });
    return owns;
  }

  /** From one stage to the next. @returns whether there is one */
  async #step(work: Work): Promise<boolean> {
    const { stage, method } = this.#tuning;
    if (stage.kind === 'asking') await askAll(work, stage.model);
    else if (stage.kind === 'drafted' && method.kind !== 'fine-tuned') {
      const model = method.kind === 'base' ? method.base.model : method.model.name;
      await work.change({ stage: { kind: 'asking', model } });
    } else if (stage.kind === 'drafted' && method.kind === 'fine-tuned') await upload(work, method);
    else if (stage.kind === 'uploaded' && method.kind === 'fine-tuned') await begin(work, method, stage);
    else if (stage.kind === 'training' && method.kind === 'fine-tuned') await follow(work, method, stage);
    else return false;
    return true;
  }

  /** Does some work, and says how it ended. */
  async #guarded(work: (work: Work) => Promise<void>): Promise<void> {
    const { signal } = (this.#controller = new AbortController());
    this.#enter({ kind: 'working', doing: 'Going on.' });
    try {
      await work(this.#workOf(signal));
      this.#enter({ kind: 'idle' });
    } catch (error) {
      this.#enter(signal.aborted ? { kind: 'idle' } : { kind: 'stopped', problem: problemOf(error) });
    }
  }

  #workOf(signal: AbortSignal): Work {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getter below reads what is current
    const self = this;
    return {
      get tuning() {
        return self.#tuning;
      },
      services: this.#services,
      kept: this.#kept,
      signal,
      events: this.#events,
      answers: this.#answers,
      out: this.#out,
      doing: (words) => this.#enter({ kind: 'working', doing: words }),
      passing: (problem) => {
        this.#passing = problem;
        this.#tell();
      },
      change: async (changes) => {
        const changed = { ...this.#tuning, ...changes };
        await this.#kept.put(changed);
        this.#tuning = changed;
        this.#tell();
      },
      changed: () => this.#tell(),
    };
  }

  /** The other tab is gone. */
  async #freed(): Promise<void> {
    await this.load();
    this.#enter({ kind: 'idle' });
  }

  #enter(activity: Activity): void {
    this.#activity = activity;
    if (activity.kind !== 'working') this.#passing = undefined;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }
}
