import type { Model } from '../../core/experiment';
import type {
  ExperimentDefinition,
  Intent,
  TrialDetail,
  TrialFailure,
  TrialKey,
  TrialSummary,
} from '../../core/live-experiment';

export type ExperimentStatus = 'new' | 'running' | 'paused' | 'done';

/** What lists show of an experiment. */
export interface ExperimentEntry {
  id: string;
  name: string;
  status: ExperimentStatus;
  /** Milliseconds since 1970. */
  createdAt: number;
  changedAt: number;
  /** How many trials have their answer. */
  trials: number;
}

export interface KeptExperiment<M extends Model = Model> extends ExperimentEntry {
  definition: ExperimentDefinition<M>;
}

/** A trial with its answer; judged where the summary has a verdict and the detail a judgement. */
export interface SettledTrial {
  summary: TrialSummary;
  detail: TrialDetail;
}

export interface JudgedTrial extends TrialKey {
  digits: string;
  verdict: string;
  /** Plain JSON. */
  judgement: unknown;
}

/** A trained model that is kept by name. */
export interface KeptPredictor {
  /** The experiment that it was trained on. */
  experiment: string;
  id: string;
  name: string;
  /** Its `toJSON()`. */
  json: unknown;
}

/** Everything of an experiment but the intents, which are this browser's own. */
export interface WholeExperiment {
  definition: ExperimentDefinition;
  createdAt: number;
  trials: SettledTrial[];
  failures: TrialFailure[];
  predictors: KeptPredictor[];
}

/**
 * What changed, in this tab or another. Without an experiment: everything was deleted. Without tasks: any of them.
 */
export interface ExperimentChange {
  /** 'recordings': outcomes files that were brought in; of no experiment. */
  kind: 'experiment' | 'trials' | 'intents' | 'failures' | 'predictors' | 'recordings' | 'deleted';
  experiment?: string;
  tasks?: string[];
}

/** What a merge would find, or has found; trials by how they compare with those that are here. */
export interface Comparison {
  /**
   * - new: no experiment of this id is here
   * - same: its definition is the same, but perhaps for name and budget
   * - other: it asks for something else
   */
  definition: 'new' | 'same' | 'other';
  /** How many are not here yet. */
  added: number;
  /** How many are here with the same answer and the same judgement, or with less of one. */
  same: number;
  /** How many are here with the same answer, but only theirs is judged. */
  judged: number;
  /** Those that are here with another answer, or judged otherwise. */
  differing: TrialKey[];
}

/**
 * Keeps live experiments. Everything rejects with a StoreError where it can't be done ('quota' where there is no
 * room: nothing of that call is then kept, and all before it is); 'gone' where the experiment isn't there.
 * Where the database can't be had from the beginning, it is all in memory, and `Store.state` says so.
 */
export interface ExperimentStore {
  /** Last changed first. */
  list(): Promise<ExperimentEntry[]>;

  /** `M` is as it was put: whoever reads what may come from a file checks its models. */
  get<M extends Model = Model>(id: string): Promise<KeptExperiment<M> | undefined>;

  /**
   * Keeps a definition, new or changed. Once there are trials, tasks and models may come but not go. M may
   * grow and shrink: trials beyond it stay, unused.
   *
   * @throws RangeError where trials that are here would no longer belong to it
   */
  put(definition: ExperimentDefinition): Promise<void>;

  rename(id: string, name: string): Promise<void>;

  setStatus(id: string, status: ExperimentStatus): Promise<void>;

  /** Deletes an experiment with everything that came of it. */
  delete(id: string): Promise<void>;

  /**
   * Before a call: these are going to be asked for. It is on the disk (`durability: "strict"`) where money is reserved.
   *
   * @returns those that have an answer already, of which nothing is written: they are not to be asked for
   */
  intend(intents: readonly Intent[]): Promise<TrialKey[]>;

  /** Takes back intents of calls that were never made, or are known to be lost. */
  abandonIntents(keys: readonly TrialKey[]): Promise<void>;

  /**
   * After a call: keeps answers, and removes their intents and earlier failures, all in one transaction. It is on
   * the disk where anything was paid.
   *
   * @returns those that had an answer already: it stays as it is, the first answer wins
   */
  settle(trials: readonly SettledTrial[]): Promise<TrialKey[]>;

  /** Keeps verdicts. Answers are not touched. */
  judge(judged: readonly JudgedTrial[]): Promise<void>;

  /** After a call without an answer: keeps why, and removes the intents. A trial with an answer doesn't fail. */
  fail(failures: readonly TrialFailure[]): Promise<void>;

  /** In the order of task ids; of some tasks only where they are named. */
  summaries(experiment: string, tasks?: readonly string[]): Promise<TrialSummary[]>;

  /** Every trial that a definition asks for and that has no answer here: by task, then model, then index. */
  missing(definition: ExperimentDefinition): Promise<TrialKey[]>;

  /** All that is known of one trial. */
  detail(key: TrialKey): Promise<TrialDetail | undefined>;

  /** All that is known of the trials of one task. */
  details(experiment: string, task: string): Promise<TrialDetail[]>;

  /** Summaries and details of some tasks' trials, by task in the order given: what an export is made of. */
  trials(experiment: string, tasks: readonly string[]): Promise<SettledTrial[]>;

  intents(experiment: string): Promise<Intent[]>;

  failures(experiment: string): Promise<TrialFailure[]>;

  /** The experiment may be one that comes with the app; one of the visitor's takes its own along when it is exported. */
  putPredictor(predictor: KeptPredictor): Promise<void>;

  /** Of all experiments. */
  allPredictors(): Promise<KeptPredictor[]>;

  predictors(experiment: string): Promise<KeptPredictor[]>;

  deletePredictor(experiment: string, id: string): Promise<void>;

  /** Compares with what is here, and writes nothing. */
  compare(whole: WholeExperiment): Promise<Comparison>;

  /**
   * Brings in a whole experiment, all of it or, where it fails, nothing.
   *
   * @param differing what becomes of trials that are here with another answer: mine stay, or theirs replace them.
   *   Name and budget are theirs with 'take-theirs'. No trial that only I have is lost.
   * @throws RangeError where the experiment that is here under this id asks for something else
   */
  merge(whole: WholeExperiment, differing: 'keep-mine' | 'take-theirs'): Promise<Comparison>;

  /** Calls back at every change of one experiment, or of any (null), here or in another tab; returns what ends that. */
  onChange(experiment: string | null, callback: (change: ExperimentChange) => void): () => void;
}
