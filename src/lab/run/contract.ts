import type { Engine } from '../../core/engine';
import type { Progress } from '../../core/interfaces';
import type { ExperimentDefinition, Intent, TrialFailure } from '../../core/live-experiment';
import type { BatchGroup } from '../../engines/openai/batch/lines';
import type { BatchResults } from '../../engines/openai/batch/results';
import type { BatchState } from '../../engines/openai/batch/state';
import type { Judge, Strictness } from '../../judge/contract';
import type { ExperimentStore } from '../../store/experiments/contract';
import type { StoreState } from '../../store/store';
import type { LiveModel } from '../live-model';
import type { LiveTask } from '../live-trials';
import type { Locks } from './ownership';

export type LiveDefinition = ExperimentDefinition<LiveModel>;

/** What a run needs of the page. */
export interface RunServices {
  experiments: ExperimentStore;
  engineOf(model: LiveModel): Promise<Engine>;
  /** The batch jobs of a model's server; absent where there are none: then it is asked at once. */
  batchesOf?(model: LiveModel): Promise<BatchClient>;
  judge: Pick<Judge, 'judge'>;
  /** Rejects where the dataset, or the task in it, isn't there any more. */
  textOf(task: string): Promise<LiveTask>;
  /** Version of the app's code, kept with each trial. */
  codeVersion: string;
  /** `navigator.locks`, where there is one. */
  locks?: Locks;
  /** Is what is stored there after a reload? */
  storeState?: () => StoreState;
  pacing?: Partial<Pacing>;
}

/** How much goes on at once, and how long is waited. */
export interface Pacing {
  /** Calls in flight of one model of a server; its engine's own queue paces them. */
  remoteCalls: number;
  /** The same at the start: a few more than the queue sends at once, so that it needn't wait for the store. */
  firstCalls: number;
  /** Answers that the judge has at once. */
  judging: number;
  /** How often what failed for the time being is asked again before it waits for the visitor. */
  retries: number;
  /** Seconds before the first of these; each pause is twice the one before. */
  firstPause: number;
  longestPause: number;
  /** So many failures of one model in a row, without an answer between them, stop that model. */
  failuresInRow: number;
}

/** Something that is not asked any more until the run is started again. */
export interface Halt {
  /** Ids of the models that it holds up. */
  models: string[];
  code: string;
  message: string;
  remedy: string;
}

/** Why a run stands still before it is done. */
export type PauseReason =
  | { kind: 'asked' }
  /** The next call may cost `needed` dollars more than the budget has left. */
  | { kind: 'budget'; needed: number }
  | { kind: 'halted'; halts: Halt[] }
  /** Nothing more could be kept; `unsaved` answers wait in memory, and are kept at the next start. */
  | { kind: 'store'; code: string; message: string; unsaved: number }
  /** Some trials could not be had: see `failures`. */
  | { kind: 'failures'; count: number }
  /** The judge failed on some answers. */
  | { kind: 'unjudged'; count: number; message: string }
  /** The app itself went wrong. */
  | { kind: 'broken'; message: string };

/**
 * - idle: not started in this page
 * - following: another tab runs it; here it is shown as it grows. `refused`: it was to be taken over, and the other tab
 *   is still there
 * - pausing: nothing more is asked, but answers that are paid for are awaited
 * - gone: it was deleted
 */
export type RunPhase =
  | { kind: 'idle' }
  | { kind: 'following'; refused?: true }
  | { kind: 'running' }
  | { kind: 'pausing'; inFlight: number }
  | { kind: 'paused'; reasons: PauseReason[] }
  | { kind: 'done' }
  | { kind: 'gone' };

export interface ModelProgress {
  model: string;
  /** Trials with an answer; judged ones. */
  answered: number;
  judged: number;
  failed: number;
  /** Trials that are wanted in all: exact where all are asked, else expected from the tasks that are decided. */
  wanted: number;
  /** Requests that are out. */
  inFlight: number;
  dollars: number;
  /** Trials a second, over the last minute; 0 where none came. */
  rate: number;
  /** Seconds until the last; null while nothing is known of the pace. */
  secondsLeft: number | null;
}

/** A batch job that is out, or about to be. */
export interface BatchJob {
  model: string;
  /** What it is found by. */
  marker: string;
  /** 'starting': it isn't known at the server yet. */
  phase: BatchState['phase'] | 'starting';
  /** Requests, and how many of them are answered, as the server tells. */
  total: number;
  answered: number;
  /** Milliseconds since 1970; undefined until the server says so. */
  createdAt?: number;
  /** Why the last look at it failed, while it is tried again. */
  problem?: string;
}

/** Batch jobs of one model at its server (src/engines/openai/batch). Everything rejects with an EngineError. */
export interface BatchClient {
  /** Starts a job once: where one was started under this marker before, that is it. */
  start(marker: string, groups: readonly BatchGroup[], signal: AbortSignal): Promise<BatchState>;
  find(marker: string, signal: AbortSignal): Promise<BatchState | undefined>;
  /** Resolves when it is over. */
  follow(id: string, options: BatchFollowing): Promise<BatchState>;
  collect(state: BatchState, groups: readonly BatchGroup[], signal: AbortSignal): Promise<BatchResults>;
  cancel(id: string): Promise<BatchState>;
}

export interface BatchFollowing {
  signal: AbortSignal;
  onState(state: BatchState): void;
  onProblem(error: Error): void;
}

export interface Spending {
  /** Dollars of all answers. */
  spent: number;
  /** The most that the calls in flight may cost. */
  reserved: number;
  /** The most that calls without an answer may have cost: those of a crash, or broken off; of this page's life. */
  unsure: number;
  budget?: number;
}

export interface RunState {
  phase: RunPhase;
  models: ModelProgress[];
  /** Tasks whose label no further trial can change, of all. */
  decided: number;
  tasks: number;
  /** Seconds until everything is asked; null where it isn't known. */
  secondsLeft: number | null;
  spending: Spending;
  /** Answers that wait for the judge. */
  judging: number;
  /** Tasks whose answers have been judged again, of all that are to be. */
  judgingAgain?: Progress;
  /** Batch jobs that are out. */
  batches: BatchJob[];
  halts: Halt[];
  failures: TrialFailure[];
  /** Calls that were out when the page was closed: they may have been paid, and were, or will be, asked again. */
  repeated: Intent[];
  /** What the visitor should know, in sentences. */
  notes: string[];
}

/** A live experiment being carried out. Nothing here throws for what the world does: the state says it. */
export interface Run {
  readonly state: RunState;
  /** Calls back at changes, at most once a turn of the event loop; returns what ends that. */
  subscribe(listener: (state: RunState) => void): () => void;
  /** Starts, or goes on: asks for what is missing. A follower becomes the owner where the other tab is gone. */
  start(): Promise<void>;
  /** Asks nothing more; resolves when the answers that are paid for have come and are kept. */
  pause(): Promise<void>;
  /** Pauses, and lets another tab take over. */
  stop(): Promise<void>;
  /** Asks again for trials that could not be had, and judges again what the judge failed on. Starts where it must. */
  retryFailed(): Promise<void>;
  /** Tells all batch jobs that are out to stop; what is answered by then is taken, and the run pauses. */
  cancelBatches(): Promise<void>;
  /** Dollars; undefined: no limit. A run that stands still for its budget goes on where it may. */
  setBudget(dollars: number | undefined): Promise<void>;
  /**
   * Judges all answers, or those to one task, with another strictness, without asking a model. Paused meanwhile;
   * `pause` ends it, and what was judged by then is kept.
   */
  judgeAgain(strictness: Strictness, task?: string): Promise<void>;
  /** The level of each task that is decided, by the rule now in force. */
  levels(): Map<string, number>;
}
