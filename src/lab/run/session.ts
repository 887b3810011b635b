import type { Answer, Engine } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import type { TrialFailure, TrialKey } from '../../core/live-experiment';
import type { VisibleTests } from '../../datasets/prompt-parts';
import { promptFor } from '../live-trials';
import { type Board, cellOf } from './board';
import { type Ledger, worstCase } from './budget';
import { type Call, describe, intentsOf, keysOf, NoText, perhapsPaid } from './call';
import type { LiveDefinition, Pacing, RunServices } from './contract';
import { pauseSeconds } from './gate';
import type { Judging } from './judging';
import { judgedText } from './judging';
import { type Lane, Lanes } from './lanes';
import { type Ask, planTask } from './plan';
import { promptHash, settledTrial } from './settled';
import type { Writer } from './writer';

export interface SessionOptions {
  definition: LiveDefinition;
  board: Board;
  ledger: Ledger;
  services: RunServices;
  pacing: Pacing;
  writer: Writer;
  judging: Judging;
  onChange(): void;
  /** Told when nothing is out and nothing more can be asked by itself. */
  onIdle(): void;
  /** Told when intents can't be kept, or something went wrong that is no failure of a call. */
  onProblem(error: unknown): void;
  onAnswer(key: TrialKey, dollars: number): void;
  onFailure(failure: TrialFailure): void;
}

/** Mean tokens of a call while none is known: a short task, and a function. */
const usualTokens = { input: 200, output: 150 };

/** From a start to the next pause: asks for what the board lacks. */
export class Session {
  readonly lanes: Lanes;
  readonly calls = new Set<Call>();
  isClosing = false;
  readonly #options: SessionOptions;
  readonly #engines = new Map<number, Promise<Engine>>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  /** Answers on their way to the store. */
  #keeping = 0;
  #isFilling = false;
  #fillsAgain = false;
  #number = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.lanes = new Lanes(options.definition, options.pacing);
  }

  begin(): void {
    for (const lane of this.lanes.all) lane.rate.begin(performance.now());
    for (const task of this.#options.definition.taskIds) this.#plan(task);
    this.fill();
  }

  /** A verdict came: it may tell what to ask next. */
  judged(task: string): void {
    this.#plan(task);
    this.fill();
  }

  /** Asks nothing more; calls that cost nothing are broken off. `onIdle` tells when the others have ended. */
  close(): void {
    this.isClosing = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const call of this.calls) {
      if (this.lanes.all[call.ask.model].isInPage) call.abort.abort();
    }
    this.fill();
  }

  fill(): void {
    this.#fillsAgain = true;
    if (this.#isFilling) return;
    this.#isFilling = true;
    void this.#fillAll()
      .catch((error: unknown) => this.#options.onProblem(error))
      .finally(() => {
        this.#isFilling = false;
        this.#options.onChange();
        if (this.#fillsAgain) this.fill();
        else if (this.#isIdle) this.#options.onIdle();
      });
  }

  get #isIdle(): boolean {
    if (this.calls.size > 0) return false;
    return (
      this.isClosing || (this.#timers.size === 0 && this.#keeping === 0 && this.#options.judging.open === 0)
    );
  }

  async #fillAll(): Promise<void> {
    // What ends in the same turn is made up for together.
    await Promise.resolve();
    while (this.#fillsAgain) {
      this.#fillsAgain = false;
      if (this.isClosing) return;
      const asks = this.lanes.take(performance.now());
      if (asks.length === 0) continue;
      this.#fillsAgain = true;
      await this.#send(asks);
    }
  }

  #plan(task: string): void {
    if (this.isClosing) return;
    const { board } = this.#options;
    const asks = planTask(board, task, board.costs(usualTokens));
    for (const ask of asks) this.#mark(ask, 'pending');
    this.lanes.push(asks);
  }

  async #send(asks: readonly Ask[]): Promise<void> {
    const { services, onProblem, writer } = this.#options;
    const prepared = await Promise.all(asks.map((ask) => this.#prepare(ask)));
    const calls = prepared.filter((call) => call !== undefined).filter((call) => this.#reserve(call));
    const keys = calls.map((call) => this.#keys(call.ask));
    const now = Date.now();
    let answered: TrialKey[];
    try {
      answered = await services.experiments.intend(calls.flatMap((call, i) => intentsOf(keys[i], call, now)));
    } catch (error) {
      for (const call of calls) this.#takeBack(call);
      onProblem(error);
      return;
    }
    if (this.isClosing) {
      await Promise.race([Promise.all(keys.flat().map(writer.abandon)), writer.rest()]);
      for (const call of calls) this.#takeBack(call);
      return;
    }
    if (answered.length > 0) await this.#skip(calls, answered);
    for (const call of calls) {
      this.calls.add(call);
      void this.#carryOut(call).catch(onProblem);
    }
  }

  async #prepare(ask: Ask): Promise<Call | undefined> {
    const { definition, services } = this.#options;
    const model = definition.models[ask.model];
    try {
      const text = await services.textOf(ask.task);
      const prompt = promptFor(model, text, definition.visibleTests as VisibleTests);
      const each = worstCase(model, prompt.prompt, definition.sampling.maxTokens);
      // Unique beyond this page's life.
      const id = `${Date.now().toString(36)}-${++this.#number}`;
      const left = new Set(ask.indices);
      const hash = promptHash(prompt.prompt);
      return { id, ask, prompt, promptHash: hash, each, left, abort: new AbortController() };
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      this.#lane(ask).out--;
      this.#fail(ask, new NoText(`The text of task ${ask.task} can’t be had: ${message}`, { cause }));
      return undefined;
    }
  }

  #reserve(call: Call): boolean {
    const { ledger } = this.#options;
    const needed = call.each * call.left.size;
    const lacks = ledger.lacks(needed);
    const lane = this.#lane(call.ask);
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
    this.#options.ledger.release(call.each * call.left.size, false);
    const lane = this.#lane(call.ask);
    lane.out--;
    lane.ready.unshift(call.ask);
  }

  /** Another tab, or an import, was faster: its answers are taken over. */
  async #skip(calls: readonly Call[], answered: readonly TrialKey[]): Promise<void> {
    const { services, definition, ledger } = this.#options;
    const tasks = [...new Set(answered.map(({ task }) => task))];
    const places = new Set(answered.map(({ task, model, index }) => JSON.stringify([task, model, index])));
    for (const call of calls) {
      const { id } = definition.models[call.ask.model];
      for (const index of [...call.left]) {
        if (!places.has(JSON.stringify([call.ask.task, id, index]))) continue;
        call.left.delete(index);
        ledger.release(call.each, false);
      }
      call.ask = { ...call.ask, indices: [...call.left] };
    }
    for (const summary of await services.experiments.summaries(definition.id, tasks)) {
      const { task, model, index } = summary;
      if (places.has(JSON.stringify([task, model, index]))) this.#known(summary, cellOf(summary));
    }
  }

  async #carryOut(call: Call): Promise<void> {
    const { definition } = this.#options;
    const { ask, prompt, left, abort } = call;
    const startedAt = performance.now();
    const lane = this.#lane(ask);
    const { indices } = ask;
    let error: unknown;
    if (indices.length > 0) {
      const take = (answer: Answer, sample: number) => this.#take(call, indices[sample], answer);
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
    if (left.size > 0) await this.#break(call, error, startedAt);
    this.calls.delete(call);
    lane.out--;
    this.lanes.reconsider();
    this.fill();
  }

  #engine(model: number): Promise<Engine> {
    const { services, definition } = this.#options;
    let engine = this.#engines.get(model);
    if (!engine) {
      engine = services.engineOf(definition.models[model]);
      this.#engines.set(model, engine);
      engine.catch(() => this.#engines.delete(model));
    }
    return engine;
  }

  #take(call: Call, index: number, answer: Answer): void {
    if (!call.left.delete(index)) return;
    const { definition, services, ledger, writer, judging, board, onChange } = this.#options;
    const { id: experiment, models, sampling } = definition;
    const lane = this.#lane(call.ask);
    const model = models[call.ask.model];
    const key = { experiment, task: call.ask.task, model: model.id, index };
    const facts = { sampling, codeVersion: services.codeVersion, date: new Date() };
    const trial = settledTrial(key, model, call.prompt, call.promptHash, answer, facts);
    ledger.settle(call.each, trial.summary.dollars);
    this.#options.onAnswer(key, trial.summary.dollars);
    lane.failuresInRow = 0;
    for (const gate of Object.values(lane.gates)) gate.succeed();
    lane.rate.add(performance.now());
    this.#keeping++;
    void writer.settle(trial).then(async (isFirst) => {
      this.#keeping--;
      if (isFirst) {
        board.set(key, 'answered');
        const text = judgedText(trial.detail);
        judging.add(key, async () => text);
      } else {
        const [there] = (await services.experiments.summaries(experiment, [key.task])).filter(
          (one) => one.model === key.model && one.index === index,
        );
        if (there) this.#known(there, cellOf(there));
      }
      onChange();
    });
  }

  /** Answers that came by another way. */
  #known(key: TrialKey, cell: ReturnType<typeof cellOf>): void {
    const { board, judging, services } = this.#options;
    board.set(key, cell);
    if (cell !== 'answered') return this.judged(key.task);
    judging.add(key, async () => judgedText((await services.experiments.detail(key))!));
  }

  /** A call ended without all of its answers. */
  async #break(call: Call, error: unknown, startedAt: number): Promise<void> {
    const { ledger, pacing } = this.#options;
    const ask: Call['ask'] = { ...call.ask, indices: [...call.left] };
    const lane = this.#lane(ask);
    const isAborted = call.abort.signal.aborted;
    ledger.release(call.each * ask.indices.length, !isAborted && perhapsPaid(error));
    const again = () => {
      if (this.isClosing) return this.#mark(ask, 'missing');
      lane.ready.unshift(ask);
      this.fill();
    };
    const isRequest = !(error instanceof EngineError) || error.scope === 'request';
    if (!isAborted && isRequest) {
      const tries = ask.tries ?? 0;
      const mayPass = error instanceof EngineError && error.retryable && tries < pacing.retries;
      if (!mayPass) return this.#fail(ask, error);
      ask.tries = tries + 1;
      await this.#abandon(ask);
      if (!this.isClosing) this.#after(pauseSeconds(tries, pacing) * 1000, again);
      else this.#mark(ask, 'missing');
      return;
    }
    if (!isAborted && error instanceof EngineError) {
      const { code, message, remedy, retryable, retryAfter, scope } = error;
      const gate = lane.gates[scope === 'connection' ? 'connection' : 'model'];
      const halt = { code, message, remedy };
      const wait = gate.fail({ retryable, retryAfter, halt }, startedAt, performance.now());
      if (wait !== undefined && !this.isClosing) this.#after(wait + 1, () => this.fill());
    }
    // First this: an intent that is written anew must not be taken for the old one.
    await this.#abandon(ask);
    again();
  }

  /** The intents are taken back; where they can't be, they are found as left over at the next start. */
  async #abandon(ask: Ask): Promise<void> {
    const { writer } = this.#options;
    await Promise.race([Promise.all(this.#keys(ask).map(writer.abandon)), writer.rest()]);
  }

  #fail(ask: Ask, error: unknown): void {
    const { writer, pacing, onFailure } = this.#options;
    const described = describe(error);
    this.#mark(ask, 'failed');
    for (const key of this.#keys(ask)) {
      const failure = { ...key, ...described, at: Date.now() };
      onFailure(failure);
      void writer.fail(failure);
    }
    const lane = this.#lane(ask);
    lane.failuresInRow++;
    if (lane.failuresInRow >= pacing.failuresInRow) {
      const { code, message, remedy } = described;
      lane.gates.model.halt ??= { code, message, remedy };
    }
  }

  #after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #mark(ask: Ask, cell: 'missing' | 'pending' | 'failed'): void {
    for (const key of this.#keys(ask)) this.#options.board.set(key, cell);
  }

  #keys(ask: Ask): TrialKey[] {
    const { definition } = this.#options;
    return keysOf(definition.id, definition.models[ask.model].id, ask);
  }

  #lane({ model }: Ask): Lane {
    return this.lanes.all[model];
  }
}
