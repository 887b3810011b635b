import type { TrialKey } from '../../core/live-experiment';
import type { Books } from './books';
import { type Call, keysOf } from './call';
import type { Pacing, RunServices } from './contract';
import type { Judging } from './judging';
import { type Lane, Lanes } from './lanes';
import type { Ask } from './plan';
import type { Writer } from './writer';

export interface SessionOptions {
  books: Books;
  services: RunServices;
  pacing: Pacing;
  writer: Writer;
  judging: Judging;
  onChange(): void;
  /** Told when nothing is out and nothing more can be asked by itself. */
  onIdle(): void;
  /** Told when intents can't be kept, or something went wrong that is no failure of a call. */
  onProblem(error: unknown): void;
}

/** What the parts of a session share, from its start to the next pause. */
export class Desk {
  readonly lanes: Lanes;
  readonly calls = new Set<Call>();
  isClosing = false;
  /** Answers on their way to the store. */
  keeping = 0;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  /** @param fill asks for more, where there is more to ask */
  constructor(
    readonly options: SessionOptions,
    readonly fill: () => void,
  ) {
    this.lanes = new Lanes(options.books.definition, options.pacing);
  }

  /** Is nothing out, and nothing waited for? */
  get isIdle(): boolean {
    if (this.calls.size > 0) return false;
    return this.isClosing || this.isQuiet;
  }

  /** Is nothing judged, kept or put off, so that no more is about to be asked by itself? */
  get isQuiet(): boolean {
    return this.options.judging.open === 0 && this.keeping === 0 && this.#timers.size === 0;
  }

  after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }

  /** Nothing more is asked in this session. */
  stopAsking(): void {
    this.isClosing = true;
    this.clearTimers();
  }

  clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  mark(ask: Ask, cell: 'missing' | 'pending' | 'failed'): void {
    for (const key of this.keys(ask)) this.options.books.board.set(key, cell);
  }

  keys(ask: Ask): TrialKey[] {
    const { definition } = this.options.books;
    return keysOf(definition.id, definition.models[ask.model].id, ask);
  }

  lane({ model }: Ask): Lane {
    return this.lanes.all[model];
  }
}
