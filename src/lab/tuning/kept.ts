import type { KeyValues } from '../../core/interfaces';
import type { TuningEvent } from '../../engines/openai/fine-tuning/events';
import type { TaskAnswer, Tuning } from './contract';

/** A value could not be kept: nothing more may be asked for, as it would be lost. */
export class NotKept extends Error {
  override name = 'NotKept';
  constructor() {
    super('What came could not be kept in this browser: there may be no room left.');
  }
}

/** What is kept of the answers to one task; `out`: a request was sent whose answer isn’t here. */
export interface KeptAnswer {
  answer?: TaskAnswer;
  out: boolean;
}

const listKey = (experiment: string) => `tunings/${experiment}`;
const tuningKey = (id: string) => `tuning/${id}`;
const eventsKey = (id: string) => `tuning/${id}/events`;
const answerKey = (id: string, task: string) => `tuning/${id}/answers/${task}`;

/** Tunings in the store’s table of values: each answer under a key of its own, so that one is written, not all. */
export class KeptTunings {
  constructor(private readonly values: KeyValues) {}

  /** The ids of an experiment’s tunings, oldest first. */
  async ids(experiment: string): Promise<string[]> {
    const ids = await this.values.get(listKey(experiment));
    return Array.isArray(ids) ? (ids as string[]) : [];
  }

  async list(experiment: string): Promise<Tuning[]> {
    const tunings = await Promise.all((await this.ids(experiment)).map((id) => this.get(id)));
    return tunings.filter((tuning) => tuning !== undefined);
  }

  async get(id: string): Promise<Tuning | undefined> {
    const tuning = (await this.values.get(tuningKey(id))) as Tuning | undefined;
    return tuning?.version === 1 ? tuning : undefined;
  }

  /** @throws NotKept */
  async add(tuning: Tuning): Promise<void> {
    await this.put(tuning);
    const ids = await this.ids(tuning.experiment);
    if (!ids.includes(tuning.id)) await this.#keep(listKey(tuning.experiment), [...ids, tuning.id]);
  }

  /** @throws NotKept */
  put(tuning: Tuning): Promise<void> {
    return this.#keep(tuningKey(tuning.id), tuning);
  }

  async delete({ id, experiment, train, test }: Tuning): Promise<void> {
    const ids = await this.ids(experiment);
    await this.values.put(
      listKey(experiment),
      ids.filter((other) => other !== id),
    );
    await this.values.delete(tuningKey(id));
    await this.values.delete(eventsKey(id));
    await Promise.all([...train, ...test].map((task) => this.values.delete(answerKey(id, task))));
  }

  async events(id: string): Promise<TuningEvent[]> {
    return ((await this.values.get(eventsKey(id))) as TuningEvent[] | undefined) ?? [];
  }

  /** @throws NotKept */
  putEvents(id: string, events: TuningEvent[]): Promise<void> {
    return this.#keep(eventsKey(id), events);
  }

  async answer(id: string, task: string): Promise<KeptAnswer | undefined> {
    return (await this.values.get(answerKey(id, task))) as KeptAnswer | undefined;
  }

  /** @throws NotKept */
  putAnswer(id: string, task: string, kept: KeptAnswer): Promise<void> {
    return this.#keep(answerKey(id, task), kept);
  }

  /** The table reports what it can’t keep to the page, and not here: so it is read back. */
  async #keep(key: string, value: unknown): Promise<void> {
    await this.values.put(key, value);
    const back = await this.values.get(key);
    if (JSON.stringify(back) !== JSON.stringify(value)) throw new NotKept();
  }
}
