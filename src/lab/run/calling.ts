import type { Answer, Engine } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { type Call, describe, perhapsPaid } from './call';
import type { Desk } from './desk';
import { pauseSeconds } from './gate';
import type { Intake } from './intake';
import type { Ask } from './plan';

/** Carries calls out, and decides what becomes of those that fail. */
export class Calling {
  readonly #desk: Desk;
  readonly #intake: Intake;
  readonly #engines = new Map<number, Promise<Engine>>();

  constructor(desk: Desk, intake: Intake) {
    this.#desk = desk;
    this.#intake = intake;
  }

  async carryOut(call: Call): Promise<void> {
    const { definition } = this.#desk.options.books;
    const { ask, prompt, left, abort } = call;
    const startedAt = performance.now();
    const lane = this.#desk.lane(ask);
    const { indices } = ask;
    let error: unknown;
    if (indices.length > 0) {
      const take = (answer: Answer, sample: number) => this.#intake.take(call, indices[sample], answer);
      try {
        const engine = await this.#engine(ask.model);
        const answers = await engine.generate({
          ...prompt.prompt,
          ...definition.sampling,
          samples: indices.length,
          seed: definition.seed + indices[0],
          signal: abort.signal,
          onAnswer: take,
        });
        answers.forEach(take);
        if (left.size > 0) {
          const { name } = definition.models[ask.model];
          error = new EngineError('too-few', `${name} gave fewer answers than were asked for.`);
        }
      } catch (thrown) {
        error = thrown;
      }
    }
    if (left.size > 0) await this.break(call, error, startedAt);
    else this.#desk.lanes.succeed(lane);
    this.#desk.calls.delete(call);
    lane.out--;
    this.#desk.lanes.reconsider();
    this.#desk.fill();
  }

  #engine(model: number): Promise<Engine> {
    const { services, books } = this.#desk.options;
    let engine = this.#engines.get(model);
    if (!engine) {
      engine = services.engineOf(books.definition.models[model]);
      this.#engines.set(model, engine);
      engine.catch(() => this.#engines.delete(model));
    }
    return engine;
  }

  /** A call ended without all of its answers. */
  async break(call: Call, error: unknown, startedAt: number): Promise<void> {
    const { books, pacing } = this.#desk.options;
    const ask: Call['ask'] = { ...call.ask, indices: [...call.left] };
    const lane = this.#desk.lane(ask);
    const isAborted = call.abort.signal.aborted;
    books.ledger.release(call.each * ask.indices.length, !isAborted && perhapsPaid(error));
    const again = () => {
      if (this.#desk.isClosing) return this.#desk.mark(ask, 'missing');
      lane.ready.unshift(ask);
      this.#desk.fill();
    };
    const isRequest = !(error instanceof EngineError) || error.scope === 'request';
    if (!isAborted && isRequest) {
      const tries = ask.tries ?? 0;
      const mayPass = error instanceof EngineError && error.retryable && tries < pacing.retries;
      if (!mayPass) return this.fail(ask, error);
      ask.tries = tries + 1;
      await this.#abandon(ask);
      if (!this.#desk.isClosing) this.#desk.after(pauseSeconds(tries, pacing) * 1000, again);
      else this.#desk.mark(ask, 'missing');
      return;
    }
    if (!isAborted && error instanceof EngineError) {
      const { code, message, remedy, retryable, retryAfter, scope } = error;
      const gate = lane.gates[scope === 'connection' ? 'connection' : 'model'];
      const halt = { code, message, remedy };
      const wait = gate.fail({ retryable, retryAfter, halt }, startedAt, performance.now());
      if (wait !== undefined && !this.#desk.isClosing) this.#desk.after(wait + 1, () => this.#desk.fill());
    }
    // First this: an intent that is written anew must not be taken for the old one.
    await this.#abandon(ask);
    again();
  }

  /** The intents are taken back; where they can't be, they are found as left over at the next start. */
  async #abandon(ask: Ask): Promise<void> {
    const { writer } = this.#desk.options;
    await Promise.race([Promise.all(this.#desk.keys(ask).map(writer.abandon)), writer.rest()]);
  }

  fail(ask: Ask, error: unknown): void {
    const { writer, pacing, books } = this.#desk.options;
    const described = describe(error);
    this.#desk.mark(ask, 'failed');
    for (const key of this.#desk.keys(ask)) {
      const failure = { ...key, ...described, at: Date.now() };
      books.failed(failure);
      void writer.fail(failure);
    }
    const lane = this.#desk.lane(ask);
    lane.failuresInRow++;
    if (lane.failuresInRow >= pacing.failuresInRow) {
      const { code, message, remedy } = described;
      lane.gates.model.halt ??= { code, message, remedy };
    }
  }
}
