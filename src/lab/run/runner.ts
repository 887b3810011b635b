import type { TrialSummary } from '../../core/live-experiment';
import { without } from '../../core/without';
import type { Strictness } from '../../judge/contract';
import type { ExperimentStatus } from '../../store/experiments/contract';
import { Books } from './books';
import type { LiveDefinition, Pacing, PauseReason, Run, RunPhase, RunServices, RunState } from './contract';
import { asksTheSame, Hearing } from './hearing';
import { Judging } from './judging';
import { JudgingAgain } from './judging-again';
import { Ownership } from './ownership';
import { load } from './loaded';
import { Notices } from './notices';
import { isGone, problemReason, standstillReasons } from './reasons';
import { usualPacing } from './pacing';
import { notKept, runState } from './report';
import { Session } from './session';
import { Writer } from './writer';

/** Milliseconds between two notices, but for changes of the phase. */
const noticePause = 100;

/**
 * Opens a run of a live experiment that is kept, and asks for nothing yet. Where another tab has it open, it follows.
 *
 * @param read its trials, where whoever opens it reads them too
 * @throws StoreError where it can't be read; 'gone' where it isn't there
 */
export async function openRun(
  id: string,
  services: RunServices,
  read?: Promise<readonly TrialSummary[]>,
): Promise<Run> {
  const run = new LiveRun(id, services);
  await run.open(read);
  return run;
}

class LiveRun implements Run {
  readonly #id: string;
  readonly #services: RunServices;
  readonly #pacing: Pacing;
  readonly #ownership: Ownership;
  readonly #writer: Writer;
  readonly #judging: Judging;
  readonly #judgingAgain: JudgingAgain;
  readonly #hearing: Hearing;
  readonly #notices = new Notices(() => this.#report(), noticePause);
  #session: Session | undefined;
  readonly #books = new Books();
  #notes: string[] = [];
  #phase: RunPhase = { kind: 'idle' };
  /** Why the session is being closed. */
  #reasons: PauseReason[] = [];
  #closed: (() => void)[] = [];
  #starting: Promise<void> | undefined;
  /** Are trials that failed asked again at the next start? */
  #retries = false;

  constructor(id: string, services: RunServices) {
    this.#id = id;
    this.#services = services;
    this.#pacing = { ...usualPacing, ...services.pacing };
    this.#ownership = new Ownership(services.locks, id, () => {
      this.#enter({ kind: 'idle' });
      // What the other tab kept last.
      this.#hearing.look();
    });
    this.#writer = new Writer(services.experiments, (error) => this.#problem(error));
    this.#judging = new Judging(
      {
        judge: services.judge,
        textOf: services.textOf,
        strictness: () => this.#books.definition.strictness,
        keep: this.#writer.judge,
        onJudged: (key, cell) => {
          this.#books.board.set(key, cell);
          this.#session?.judged(key.task);
          this.#changed();
        },
        onIdle: () => this.#session?.fill(),
        onFailed: () => this.#changed(),
      },
      this.#pacing.judging,
    );
    this.#judgingAgain = new JudgingAgain(services, () => this.#changed());
    this.#hearing = new Hearing({
      ...{ experiments: services.experiments, id, pause: noticePause },
      isFollowing: () => this.#phase.kind === 'following',
      onDeleted: () => this.#vanish(),
      onGrowth: () => this.#grow(),
      onDefinition: (definition) => this.#takeDefinition(definition),
      onProblem: (error) => this.#problem(error),
    });
  }

  async open(read?: Promise<readonly TrialSummary[]>): Promise<void> {
    await this.#load(read);
    const isOwner = await this.#ownership.take();
    this.#hearing.begin();
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
      await this.#books.takeOver(this.#services.experiments);
    } catch (error) {
      this.#problem(error);
      return;
    }
    await this.#setStatus('running');
    this.#judging.reopen();
    this.#begin();
  }

  async pause(): Promise<void> {
    this.#judgingAgain.end();
    if (this.#phase.kind === 'running') this.#close({ kind: 'asked' });
    await this.#end();
  }

  async stop(): Promise<void> {
    await this.pause();
    await this.#judging.close();
    await this.#writer.rest();
    this.#ownership.release();
    this.#hearing.end();
  }

  async retryFailed(): Promise<void> {
    await this.pause();
    this.#retries = true;
    this.#judging.retry();
    await this.start();
  }

  async cancelBatches(): Promise<void> {
    await this.#session?.batching.cancel();
    if (this.#phase.kind === 'running') this.#reasons.push({ kind: 'asked' });
    await this.#end();
  }

  async setBudget(dollars: number | undefined): Promise<void> {
    const definition = {
      ...without(this.#books.definition, 'budget'),
      ...(dollars !== undefined && { budget: dollars }),
    };
    try {
      await this.#services.experiments.put(definition);
    } catch (error) {
      return this.#problem(error);
    }
    this.#takeBudget(definition);
    const { phase } = this.state;
    if (phase.kind === 'paused' && phase.reasons.every(({ kind }) => kind === 'budget')) await this.start();
  }

  async judgeAgain(strictness: Strictness, task?: string): Promise<void> {
    await this.#pausedFor(async () => {
      await this.#judging.close();
      try {
        await this.#judgingAgain.run(this.#books, strictness, task);
        await this.#load();
      } catch (error) {
        this.#problem(error);
      }
      this.#judging.reopen();
    });
  }

  levels(): Map<string, number> {
    return this.#books.levels();
  }

  #report(): RunState {
    const state = this.#services.storeState?.();
    return runState({
      phase: this.#phase,
      books: this.#books,
      lanes: this.#session?.desk.lanes,
      batches: this.#session?.batching.jobs ?? [],
      judging: this.#judging.open,
      judgingAgain: this.#judgingAgain.progress,
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

  async #load(read?: Promise<readonly TrialSummary[]>): Promise<void> {
    const loaded = await load(this.#services.experiments, this.#id, this.#retries, read);
    this.#books.take(loaded);
    // Until this tab is the owner, nothing is judged here.
    if (!this.#ownership.isOwner) return;
    for (const key of loaded.unjudged) this.#judging.addKept(key, this.#services.experiments);
  }

  #begin(): void {
    this.#reasons = [];
    this.#retries = false;
    const session = new Session({
      books: this.#books,
      services: this.#services,
      pacing: this.#pacing,
      writer: this.#writer,
      judging: this.#judging,
      onChange: () => this.#changed(),
      onIdle: () => void this.#idle(session),
      onProblem: (error) => this.#problem(error),
    });
    this.#session = session;
    this.#enter({ kind: 'running' });
    session.begin();
  }

  #close(reason: PauseReason): void {
    this.#reasons.push(reason);
    if (this.#phase.kind !== 'running') return;
    this.#enter({ kind: 'pausing', inFlight: this.#session!.desk.calls.size });
    this.#session!.close();
  }

  /** Resolves when no session is at work. */
  async #end(): Promise<void> {
    if (this.#session) await new Promise<void>((resolve) => this.#closed.push(resolve));
  }

  async #idle(session: Session): Promise<void> {
    if (session !== this.#session) return;
    await this.#writer.rest();
    if (session !== this.#session || session.desk.calls.size > 0) return;
    const reasons = session.desk.isClosing
      ? this.#reasons
      : standstillReasons(session.desk.lanes, this.#books.failures, this.#judging.failed);
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

  /** A definition that was changed meanwhile: what is asked next follows it, what is there is kept and used. */
  async #takeDefinition(definition: LiveDefinition): Promise<void> {
    if (asksTheSame(definition, this.#books.definition)) return this.#takeBudget(definition);
    await this.#pausedFor(() => this.#load());
    // There may be more to ask now.
    if (this.#phase.kind === 'done') this.#enter({ kind: 'idle' });
  }

  #takeBudget(definition: LiveDefinition): void {
    this.#books.definition = definition;
    this.#books.ledger.budget = definition.budget;
    this.#session?.desk.lanes.reconsider();
    this.#session?.fill();
    this.#changed();
  }

  /** Reads again what another tab wrote. Nothing of it is taken once this tab has begun. */
  async #grow(): Promise<void> {
    if (!this.#isWatching) return;
    const loaded = await load(this.#services.experiments, this.#id, false);
    if (!this.#isWatching) return;
    this.#books.take(loaded);
    this.#changed();
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
