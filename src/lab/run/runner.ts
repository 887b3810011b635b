import { canonicalJson } from '../../core/canonical-json';
import type { Intent, TrialFailure, TrialKey } from '../../core/live-experiment';
import { without } from '../../core/without';
import type { Strictness } from '../../judge/contract';
import type { ExperimentChange, ExperimentStatus } from '../../store/experiments/contract';
import { StoreError } from '../../store/store-error';
import { Board } from './board';
import { Ledger } from './budget';
import type { LiveDefinition, Pacing, PauseReason, Run, RunPhase, RunServices, RunState } from './contract';
import { judgeAll, judgedText, Judging } from './judging';
import { Ownership } from './ownership';
import { load, type Loaded, takeOverIntents } from './loaded';
import { Notices } from './notices';
import { isGone, problemReason, standstillReasons } from './reasons';
import { notKept, runState } from './report';
import { Session } from './session';
import { Writer } from './writer';

const usualPacing: Pacing = {
  remoteCalls: 64,
  judging: 16,
  retries: 5,
  firstPause: 1,
  longestPause: 60,
  failuresInRow: 8,
};

/** Milliseconds between two notices, but for changes of the phase. */
const noticePause = 100;

/**
 * Opens a run of a live experiment that is kept, and asks for nothing yet. Where another tab has it open, it follows.
 *
 * @throws StoreError where it can't be read; 'gone' where it isn't there
 */
export async function openRun(id: string, services: RunServices): Promise<Run> {
  const run = new LiveRun(id, services);
  await run.open();
  return run;
}

class LiveRun implements Run {
  readonly #id: string;
  readonly #services: RunServices;
  readonly #pacing: Pacing;
  readonly #ownership: Ownership;
  readonly #writer: Writer;
  readonly #judging: Judging;
  readonly #notices = new Notices(() => this.#report(), noticePause);
  #definition!: LiveDefinition;
  #board!: Board;
  #ledger!: Ledger;
  #session: Session | undefined;
  #failures: TrialFailure[] = [];
  #dollars = new Map<string, number>();
  #repeated: Intent[] = [];
  #notes: string[] = [];
  #phase: RunPhase = { kind: 'idle' };
  /** Why the session is being closed. */
  #reasons: PauseReason[] = [];
  #closed: (() => void)[] = [];
  #following: ReturnType<typeof setTimeout> | undefined;
  #starting: Promise<void> | undefined;
  /** Are trials that failed asked again at the next start? */
  #retries = false;
  #endsListening = () => {};

  constructor(id: string, services: RunServices) {
    this.#id = id;
    this.#services = services;
    this.#pacing = { ...usualPacing, ...services.pacing };
    this.#ownership = new Ownership(services.locks, id, () => {
      this.#enter({ kind: 'idle' });
      // What the other tab kept last.
      this.#follow();
    });
    this.#writer = new Writer(services.experiments, (error) => this.#problem(error));
    this.#judging = new Judging(
      {
        judge: services.judge,
        textOf: services.textOf,
        strictness: () => this.#definition.strictness,
        keep: this.#writer.judge,
        onJudged: (key, cell) => {
          this.#board.set(key, cell);
          this.#session?.judged(key.task);
          this.#changed();
        },
        onIdle: () => this.#session?.fill(),
        onFailed: () => this.#changed(),
      },
      this.#pacing.judging,
    );
  }

  async open(): Promise<void> {
    await this.#load();
    const isOwner = await this.#ownership.take();
    this.#endsListening = this.#services.experiments.onChange(this.#id, (change) => void this.#hear(change));
    this.#enter({ kind: isOwner ? 'idle' : 'following' });
  }

  get state(): RunState {
    return this.#notices.state;
  }

  subscribe(listener: (state: RunState) => void): () => void {
    return this.#notices.subscribe(listener);
  }

  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #start(): Promise<void> {
    if (this.#phase.kind === 'running' || this.#phase.kind === 'gone') return;
    if (!(await this.#ownership.take())) return this.#enter({ kind: 'following', refused: true });
    await this.#end();
    if (!(await this.#writer.flush())) return;
    try {
      await this.#load();
      const left = await takeOverIntents(this.#services.experiments, this.#board);
      this.#repeated.push(...left);
      for (const { reserved } of left) this.#ledger.suspect(reserved);
    } catch (error) {
      this.#problem(error);
      return;
    }
    await this.#setStatus('running');
    this.#judging.reopen();
    this.#begin();
  }

  async pause(): Promise<void> {
    if (this.#phase.kind === 'running') this.#close({ kind: 'asked' });
    await this.#end();
  }

  async stop(): Promise<void> {
    await this.pause();
    await this.#judging.close();
    await this.#writer.rest();
    this.#ownership.release();
    this.#endsListening();
  }

  async retryFailed(): Promise<void> {
    await this.pause();
    this.#retries = true;
    this.#judging.retry();
    await this.start();
  }

  async setBudget(dollars: number | undefined): Promise<void> {
    const rest = without(this.#definition, 'budget');
    const definition = { ...rest, ...(dollars === undefined ? {} : { budget: dollars }) };
    try {
      await this.#services.experiments.put(definition);
    } catch (error) {
      return this.#problem(error);
    }
    this.#takeBudget(definition);
    const { phase } = this.state;
    if (phase.kind === 'paused' && phase.reasons.every(({ kind }) => kind === 'budget')) await this.start();
  }

  async judgeAgain(strictness: Strictness): Promise<void> {
    const { experiments, judge, textOf } = this.#services;
    await this.#pausedFor(async () => {
      await this.#judging.close();
      try {
        const definition = { ...this.#definition, strictness };
        await experiments.put(definition);
        this.#definition = definition;
        await judgeAll(experiments, definition, strictness, { judge, textOf });
        await this.#load();
      } catch (error) {
        this.#problem(error);
      }
      this.#judging.reopen();
    });
  }

  levels(): Map<string, number> {
    const levels = new Map<string, number>();
    for (const task of this.#definition.taskIds) {
      const level = this.#board.level(task);
      if (level !== undefined) levels.set(task, level);
    }
    return levels;
  }

  #report(): RunState {
    const state = this.#services.storeState?.();
    return runState({
      phase: this.#phase,
      board: this.#board,
      spending: this.#ledger.spending,
      dollars: this.#dollars,
      lanes: this.#session?.lanes,
      judging: this.#judging.open,
      failures: this.#failures,
      repeated: this.#repeated,
      notes: [...notKept(state), ...this.#notes],
      now: performance.now(),
    });
  }

  /** Does something while nothing is asked, and goes on after it, if it was at it. */
  async #pausedFor(work: () => Promise<void>): Promise<void> {
    const wasRunning = this.#phase.kind === 'running';
    await this.pause();
    await work();
    if (wasRunning) await this.start();
    this.#changed();
  }

  async #load(): Promise<void> {
    const { experiments } = this.#services;
    const loaded = await load(experiments, this.#id, this.#retries);
    this.#take(loaded);
    // Until this tab is the owner, nothing is judged here.
    if (!this.#ownership.isOwner) return;
    for (const key of loaded.unjudged) {
      this.#judging.add(key, async () => {
        const detail = await experiments.detail(key);
        if (!detail) throw new StoreError('gone', undefined, 'experiment');
        return judgedText(detail);
      });
    }
  }

  #take({ definition, board, failures, dollars, spent }: Loaded): void {
    this.#definition = definition;
    this.#board = board;
    this.#failures = failures;
    this.#dollars = dollars;
    this.#ledger = new Ledger(spent, definition.budget, this.#ledger?.spending.unsure ?? 0);
  }

  #begin(): void {
    this.#reasons = [];
    this.#retries = false;
    const session = new Session({
      definition: this.#definition,
      board: this.#board,
      ledger: this.#ledger,
      services: this.#services,
      pacing: this.#pacing,
      writer: this.#writer,
      judging: this.#judging,
      onChange: () => this.#changed(),
      onIdle: () => void this.#idle(session),
      onProblem: (error) => this.#problem(error),
      onAnswer: (key, dollars) => {
        this.#dollars.set(key.model, (this.#dollars.get(key.model) ?? 0) + dollars);
        if (this.#failures.length > 0) this.#failures = this.#failures.filter((one) => !same(one, key));
      },
      onFailure: (failure) =>
        (this.#failures = [...this.#failures.filter((one) => !same(one, failure)), failure]),
    });
    this.#session = session;
    this.#enter({ kind: 'running' });
    session.begin();
  }

  #close(reason: PauseReason): void {
    this.#reasons.push(reason);
    if (this.#phase.kind !== 'running') return;
    this.#enter({ kind: 'pausing', inFlight: this.#session!.calls.size });
    this.#session!.close();
  }

  /** Resolves when no session is at work. */
  async #end(): Promise<void> {
    if (this.#session) await new Promise<void>((resolve) => this.#closed.push(resolve));
  }

  async #idle(session: Session): Promise<void> {
    if (session !== this.#session) return;
    await this.#writer.rest();
    if (session !== this.#session || session.calls.size > 0) return;
    const reasons = session.isClosing
      ? this.#reasons
      : standstillReasons(session.lanes, this.#failures, this.#judging.failed);
    this.#session = undefined;
    for (const resolve of this.#closed.splice(0)) resolve();
    if (this.#phase.kind === 'gone') return;
    await this.#setStatus(reasons.length > 0 ? 'paused' : 'done');
    if (this.#session || this.#isGone) return;
    const shown = reasons.map((reason) =>
      reason.kind === 'store' ? { ...reason, unsaved: this.#writer.unsaved } : reason,
    );
    this.#enter(shown.length > 0 ? { kind: 'paused', reasons: shown } : { kind: 'done' });
  }

  #problem(error: unknown): void {
    if (isGone(error)) return this.#vanish();
    const reason = problemReason(error, this.#writer.unsaved);
    if (this.#phase.kind === 'running') this.#close(reason);
    else if (this.#phase.kind === 'pausing') this.#reasons.push(reason);
    else this.#enter({ kind: 'paused', reasons: [reason] });
  }

  #vanish(): void {
    this.#enter({ kind: 'gone' });
    this.#session?.close();
    this.#writer.clear();
    void this.#judging.close();
  }

  async #hear({ kind }: ExperimentChange): Promise<void> {
    if (this.#isGone) return;
    if (kind === 'deleted') return this.#vanish();
    try {
      if (this.#phase.kind === 'following') return this.#follow();
      if (kind === 'experiment') await this.#takeDefinition();
    } catch (error) {
      this.#problem(error);
    }
  }

  /** A definition that was changed meanwhile: what is asked next follows it, what is there is kept and used. */
  async #takeDefinition(): Promise<void> {
    const kept = await this.#services.experiments.get<LiveDefinition['models'][number]>(this.#id);
    if (!kept) return this.#vanish();
    const asks = (definition: LiveDefinition) =>
      canonicalJson({ ...definition, name: undefined, budget: undefined });
    if (asks(kept.definition) === asks(this.#definition)) return this.#takeBudget(kept.definition);
    await this.#pausedFor(() => this.#load());
  }

  #takeBudget(definition: LiveDefinition): void {
    this.#definition = definition;
    this.#ledger.budget = definition.budget;
    this.#session?.lanes.reconsider();
    this.#session?.fill();
    this.#changed();
  }

  /** Reads again what another tab writes, at most so often. Nothing of this is taken once this tab has begun. */
  #follow(): void {
    if (this.#following) return;
    this.#following = setTimeout(() => {
      this.#following = undefined;
      if (!this.#isWatching) return;
      load(this.#services.experiments, this.#id, false).then(
        (loaded) => {
          if (!this.#isWatching) return;
          this.#take(loaded);
          this.#changed();
        },
        (error: unknown) => {
          if (this.#isWatching) this.#problem(error);
        },
      );
    }, noticePause);
  }

  get #isWatching(): boolean {
    return (this.#phase.kind === 'following' || this.#phase.kind === 'idle') && !this.#starting;
  }

  async #setStatus(status: ExperimentStatus): Promise<void> {
    try {
      await this.#services.experiments.setStatus(this.#id, status);
    } catch (error) {
      if (isGone(error)) return this.#vanish();
      this.#notes.push(`The list shows an older state: ${(error as Error).message}`);
    }
  }

  get #isGone(): boolean {
    return this.#phase.kind === 'gone';
  }

  #enter(phase: RunPhase): void {
    if (this.#isGone) return;
    this.#phase = phase;
    this.#notices.tell();
  }

  #changed(): void {
    this.#notices.changed();
  }
}

const same = (a: TrialKey, b: TrialKey) => a.task === b.task && a.model === b.model && a.index === b.index;
