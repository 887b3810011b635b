import type { TrialSummary } from '../../core/live-experiment';
import { without } from '../../core/without';
import type { Strictness } from '../../judge/contract';
import type { ExperimentStatus } from '../../store/experiments/contract';
import { Books } from './books';
import type { LiveDefinition, Run, RunServices, RunState } from './contract';
import { asksTheSame, Hearing } from './hearing';
import { Judging } from './judging';
import { JudgingAgain } from './judging-again';
import { Ownership } from './ownership';
import { load } from './loaded';
import { Notices } from './notices';
import { isGone, problemReason } from './reasons';
import { usualPacing } from './pacing';
import { notKept, runState } from './report';
import { Sittings } from './sittings';
import { Stage } from './stage';
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
  readonly #ownership: Ownership;
  readonly #writer: Writer;
  readonly #judging: Judging;
  readonly #judgingAgain: JudgingAgain;
  readonly #hearing: Hearing;
  readonly #notices = new Notices(() => this.#report(), noticePause);
  readonly #stage = new Stage(() => this.#notices.tell());
  readonly #sittings: Sittings;
  readonly #books = new Books();
  #notes: string[] = [];
  #starting: Promise<void> | undefined;
  /** Are trials that failed asked again at the next start? */
  #retries = false;

  constructor(id: string, services: RunServices) {
    this.#id = id;
    this.#services = services;
    const pacing = { ...usualPacing, ...services.pacing };
    this.#ownership = new Ownership(services.locks, id, () => {
      this.#stage.enter({ kind: 'idle' });
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
          this.#sittings.session?.judged(key.task);
          this.#changed();
        },
        onIdle: () => this.#sittings.session?.fill(),
        onFailed: () => this.#changed(),
      },
      pacing.judging,
    );
    this.#sittings = new Sittings({
      ...{ stage: this.#stage, books: this.#books, services, pacing },
      ...{ writer: this.#writer, judging: this.#judging },
      keepStatus: (status) => this.#setStatus(status),
      onChange: () => this.#changed(),
      onProblem: (error) => this.#problem(error),
    });
    this.#judgingAgain = new JudgingAgain(services, () => this.#changed());
    this.#hearing = new Hearing({
      ...{ experiments: services.experiments, id, pause: noticePause },
      isFollowing: () => this.#stage.phase.kind === 'following',
      onDeleted: () => this.#vanish(),
      onGrowth: () => this.#grow(),
      onDefinition: (definition) => this.#takeDefinition(definition),
      onProblem: (error) => this.#problem(error),
    });
  }

  async open(read?: Promise<readonly TrialSummary[]>): Promise<void> {
    await this.#load(read);
    const isOwner = await this.#ownership.take();
    // The tab that ran it is gone, in the middle.
    if (isOwner && (await this.#keptStatus()) === 'running') await this.#setStatus('paused');
    this.#hearing.begin();
    this.#stage.enter({ kind: isOwner ? 'idle' : 'following' });
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
    if (this.#stage.phase.kind === 'running' || this.#stage.phase.kind === 'gone') return;
    if (!(await this.#ownership.take())) return this.#stage.enter({ kind: 'following', refused: true });
    await this.#sittings.ended();
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
    this.#retries = false;
    this.#sittings.begin();
  }

  async pause(): Promise<void> {
    this.#judgingAgain.end();
    if (this.#stage.phase.kind === 'running') this.#sittings.close({ kind: 'asked' });
    await this.#sittings.ended();
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
    await this.#sittings.session?.batching.cancel();
    if (this.#stage.phase.kind === 'running') this.#sittings.note({ kind: 'asked' });
    await this.#sittings.ended();
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
      phase: this.#stage.phase,
      books: this.#books,
      lanes: this.#sittings.session?.desk.lanes,
      batches: this.#sittings.session?.batching.jobs ?? [],
      judging: this.#judging.open,
      judgingAgain: this.#judgingAgain.progress,
      notes: [...notKept(state), ...this.#notes],
      now: performance.now(),
    });
  }

  /** Does something while nothing is asked, and goes on after it, if it was at it. */
  async #pausedFor(work: () => Promise<void>): Promise<void> {
    const wasRunning = this.#stage.phase.kind === 'running';
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

  #problem(error: unknown): void {
    if (isGone(error)) return this.#vanish();
    const reason = problemReason(error, this.#writer.unsaved);
    if (this.#stage.phase.kind === 'running') this.#sittings.close(reason);
    else if (this.#stage.phase.kind === 'pausing') this.#sittings.note(reason);
    else this.#stage.enter({ kind: 'paused', reasons: [reason] });
  }

  #vanish(): void {
    this.#stage.enter({ kind: 'gone' });
    this.#sittings.session?.close();
    this.#writer.clear();
    void this.#judging.close();
  }

  /** A definition that was changed meanwhile: what is asked next follows it, what is there is kept and used. */
  async #takeDefinition(definition: LiveDefinition): Promise<void> {
    if (asksTheSame(definition, this.#books.definition)) return this.#takeBudget(definition);
    await this.#pausedFor(() => this.#load());
    // There may be more to ask now.
    if (this.#stage.phase.kind === 'done') this.#stage.enter({ kind: 'idle' });
  }

  #takeBudget(definition: LiveDefinition): void {
    this.#books.definition = definition;
    this.#books.ledger.budget = definition.budget;
    this.#sittings.session?.desk.lanes.reconsider();
    this.#sittings.session?.fill();
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
    return (this.#stage.phase.kind === 'following' || this.#stage.phase.kind === 'idle') && !this.#starting;
  }

  async #keptStatus(): Promise<ExperimentStatus | undefined> {
    return (await this.#services.experiments.get(this.#id))?.status;
  }

  async #setStatus(status: ExperimentStatus): Promise<void> {
    try {
      await this.#services.experiments.setStatus(this.#id, status);
    } catch (error) {
      if (isGone(error)) return this.#vanish();
      this.#notes.push(`The list shows an older state: ${(error as Error).message}`);
    }
  }

  #changed(): void {
    this.#notices.changed();
  }
}
