import type { Engine } from '../../core/engine';
import type { KeyValues, Progress } from '../../core/interfaces';
import type { TuningEvent, LossPoint } from '../../engines/openai/fine-tuning/events';
import type { Hyperparameters, TuningJob } from '../../engines/openai/fine-tuning/job';
import type { FollowOptions } from '../../engines/openai/batch/follow';
import type { Connection } from '../../engines/openai/settings';
import type { TuningPrice } from '../../predictors/fine-tuned/cost';
import type { TuningForm } from '../../predictors/fine-tuned/form';
import type { LiveModel } from '../live-model';
import type { Locks } from '../run/ownership';

/** A model of a server that is trained, or could be, with how it is asked. */
export interface ServedBase {
  /** Id of the connection. */
  connection: string;
  /** The server’s id of the model. */
  model: string;
  form: TuningForm;
  limitName: 'max_tokens' | 'max_completion_tokens';
  price?: TuningPrice;
}

/** How levels are predicted. */
export type Method =
  /** The paper’s: trained by the server on labelled tasks. */
  | { kind: 'fine-tuned'; base: ServedBase; hyperparameters: Hyperparameters; suffix: string }
  /** The paper’s baseline: the same prompt, to the model as it is. */
  | { kind: 'base'; base: ServedBase }
  /** Asked for a level, in words. */
  | { kind: 'zero-shot'; model: LiveModel; template: string }
  /** Asked whether it can do the task itself; what it says is turned into levels by the training tasks. */
  | { kind: 'own-ability'; model: LiveModel };

/** - logprobs: one answer, with its likeliest tokens; - draws: answers at temperature 1, as the paper has it */
export type Reading = { kind: 'logprobs' } | { kind: 'draws'; draws: number };

/** What is fixed once it has begun: plain JSON, without any key. */
export interface TuningPlan {
  id: string;
  /** Of the experiment whose labels are learnt. */
  experiment: string;
  name: string;
  method: Method;
  reading: Reading;
  /** The labelling rule’s levels, ascending. */
  levels: number[];
  /** Labels of all tasks of the split. */
  labels: Record<string, number>;
  train: string[];
  test: string[];
  /** How many of the first tests the model sees with a task. */
  visibleTests: number;
  /** Are the test tasks sent along, for their loss while training goes on? */
  validates: boolean;
  seed: number;
  /** Dollars that may be spent; undefined: no limit. */
  budget?: number;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** Files at the server. */
export interface UploadedFiles {
  training: string;
  validation?: string;
}

/** What went wrong, for the visitor. */
export interface Problem {
  code: string;
  message: string;
  remedy: string;
}

/** How far it is. Each stage is kept before the next is begun. */
export type Stage =
  | { kind: 'drafted' }
  | { kind: 'uploaded'; files: UploadedFiles }
  | { kind: 'training'; files: UploadedFiles; job: Omit<TuningJob, 'failure'> }
  /** The job is over without a model. */
  | { kind: 'failed'; problem: Problem }
  | { kind: 'cancelled' }
  /** There is a model to ask. */
  | { kind: 'asking'; model: string }
  | { kind: 'done'; model: string };

/** A tuning as it is kept. */
export interface Tuning extends TuningPlan {
  version: 1;
  stage: Stage;
  /** What training cost, in tokens as the server counted them. */
  trainedTokens?: number;
  /** Losses of the job’s result file. */
  losses?: LossPoint[];
  /** What a reader should know, in sentences. */
  notes: string[];
}

/** What came of asking about one task. */
export interface TaskAnswer {
  task: string;
  texts: string[];
  /** The likeliest tokens at the first place, where they were asked for and given. */
  tokens?: { token: string; logprob: number }[];
  dollars: number;
  inputTokens: number;
  outputTokens: number;
  /** The model as whoever answered named it. */
  model: string;
  /** Milliseconds since 1970 at the last answer. */
  answeredAt: number;
}

/** What a tuning needs of the page. */
export interface TuningServices {
  values: KeyValues;
  connection(id: string): Connection | undefined;
  /** The key for exactly this base address. */
  keyFor: FollowOptions['keyFor'];
  engineOf(model: LiveModel): Promise<Engine>;
  /** The text of a task with its tests. */
  textOf(task: string): Promise<{ prompt: string; tests: string[]; kind?: string }>;
  /** `navigator.locks`, where there is one. */
  locks?: Locks;
  sleep?: FollowOptions['sleep'];
  now?: () => number;
}

/**
 * - idle: nothing is asked
 * - elsewhere: another tab is at it
 * - working: `doing` says at what
 * - stopped: `problem` says why, where the visitor didn’t stop it
 */
export type Activity =
  | { kind: 'idle' }
  | { kind: 'elsewhere' }
  | { kind: 'working'; doing: string }
  | { kind: 'stopped'; problem: Problem };

export interface TuningState {
  tuning: Tuning;
  activity: Activity;
  events: TuningEvent[];
  /** Tasks that are answered, of all that are to be. */
  asked: Progress;
  answers: TaskAnswer[];
  /** Dollars of training, where they are known, and of the answers. */
  spent: number;
  /** Tasks whose request was out when the page was closed: they may have been paid for twice. */
  repeated: string[];
  /** A look at the job that failed and is tried again. */
  passing?: string;
}

/** A complexity model being trained and asked. Nothing here throws for what the world does: the state says it. */
export interface OpenTuning {
  readonly state: TuningState;
  subscribe(listener: (state: TuningState) => void): () => void;
  /** Goes on from wherever it is; resolves when it stands still. */
  start(): Promise<void>;
  /** Asks nothing more. A job at the server goes on. */
  stop(): Promise<void>;
  /** Tells the server to end the job. */
  cancel(): Promise<void>;
  /** Goes on with a model that was trained elsewhere, or by hand. */
  useModel(id: string): Promise<void>;
  /** Dollars; undefined: no limit. It stops for that. */
  setBudget(dollars: number | undefined): Promise<void>;
  /** Stops, and lets another tab take over. */
  close(): Promise<void>;
}
