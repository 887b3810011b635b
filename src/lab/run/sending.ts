import type { TrialKey } from '../../core/live-experiment';
import { batchDiscount } from '../../engines/openai/batch/price';
import { faultOf } from '../../datasets/kinds/registry';
import { type LiveTask, promptFor } from '../live-trials';
import type { Batching } from './batching';
import { worstCase } from './budget';
import { type Call, intentsOf, NoText, UnfitTask } from './call';
import type { Calling } from './calling';
import type { Desk } from './desk';
import type { Intake } from './intake';
import type { Ask } from './plan';
import { promptHash } from './settled';

/** Makes calls of asks: prompt, budget, and intents that are stored before anything is sent. */
export class Sending {
  readonly #desk: Desk;
  readonly #intake: Intake;
  readonly #calling: Calling;
  readonly #batching: Batching;
  #number = 0;

  constructor(desk: Desk, intake: Intake, calling: Calling, batching: Batching) {
    this.#desk = desk;
    this.#intake = intake;
    this.#calling = calling;
    this.#batching = batching;
  }

  async send(asks: readonly Ask[]): Promise<void> {
    const { services, onProblem, writer } = this.#desk.options;
    const prepared = await Promise.all(asks.map((ask) => this.#prepare(ask)));
    const calls = prepared.filter((call) => call !== undefined).filter((call) => this.#reserve(call));
    this.#batching.mark(calls);
    const keys = calls.map((call) => this.#desk.keys(call.ask));
    const now = Date.now();
    let answered: TrialKey[];
    try {
      answered = await services.experiments.intend(calls.flatMap((call, i) => intentsOf(keys[i], call, now)));
    } catch (error) {
      for (const call of calls) this.#takeBack(call);
      onProblem(error);
      return;
    }
    if (this.#desk.isClosing) {
      await Promise.race([Promise.all(keys.flat().map(writer.abandon)), writer.rest()]);
      for (const call of calls) this.#takeBack(call);
      return;
    }
    if (answered.length > 0) await this.#intake.skip(calls, answered);
    for (const call of calls) this.#desk.calls.add(call);
    this.#batching.carryOut(calls.filter(({ batch }) => batch !== undefined));
    for (const call of calls) {
      if (call.batch === undefined) void this.#calling.carryOut(call).catch(onProblem);
    }
  }

  async #prepare(ask: Ask): Promise<Call | undefined> {
    const { definition } = this.#desk.options.books;
    const model = definition.models[ask.model];
    try {
      const text = await this.#textOf(ask.task);
      const fault = await faultOf(text);
      if (fault) throw new UnfitTask(`Task ${ask.task} can’t be judged: ${fault}.`);
      const prompt = promptFor(model, text, definition.visibleTests);
      const atOnce = worstCase(model, prompt.prompt, definition.sampling.maxTokens);
      const each = atOnce * (this.#desk.lane(ask).isBatched ? batchDiscount : 1);
      // Unique beyond this page's life.
      const id = `${Date.now().toString(36)}-${++this.#number}`;
      const left = new Set(ask.indices);
      const hash = promptHash(prompt.prompt);
      return { id, ask, prompt, promptHash: hash, each, left, abort: new AbortController() };
    } catch (error) {
      this.#desk.lane(ask).out--;
      this.#calling.fail(ask, error);
      return undefined;
    }
  }

  async #textOf(task: string): Promise<LiveTask> {
    try {
      return await this.#desk.options.services.textOf(task);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new NoText(`The text of task ${task} can’t be had: ${message}`, { cause });
    }
  }

  #reserve(call: Call): boolean {
    const { ledger } = this.#desk.options.books;
    const needed = call.each * call.left.size;
    const lacks = ledger.lacks(needed);
    const lane = this.#desk.lane(call.ask);
    if (lacks <= 1e-12) {
      ledger.reserve(needed);
      return true;
    }
    lane.lacks = Math.max(lane.lacks, lacks);
    lane.out--;
    lane.ready.unshift(call.ask);
    return false;
  }

  /** A call that was not made after all. */
  #takeBack(call: Call): void {
    this.#desk.options.books.ledger.release(call.each * call.left.size, false);
    const lane = this.#desk.lane(call.ask);
    lane.out--;
    lane.ready.unshift(call.ask);
  }
}
