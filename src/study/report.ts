import type { Estimate } from '../core/interfaces';
import type { Beta } from '../core/statistics/beta-binomial';

/** Kept tasks only (the paper's way), or all tasks (what a user would meet). */
export type Scope = 'kept' | 'all';

/** Who told a policy whether an answer will do. */
export type Verifier = 'none' | 'visible-test' | 'perfect';

/** One policy, judged. Costs are in unit costs per task, accuracies and savings fractions of 1. */
export interface PolicyReport {
  id: string;
  name: string;
  /** What the policy does, in a sentence. */
  sentence: string;
  accuracy: Estimate;
  cost: Estimate;
  /** Against always the dearest model. */
  saving: Estimate;
  /** Accuracy minus that of always the dearest model, paired. */
  gain: Estimate;
  callsPerTask: Estimate;
  /**
   * Against the coin flip that costs the same: between verifying sequences where the policy checks answers, else
   * between single models. Null until the coin flips are known, and for the coin flips themselves.
   */
  overChance: { family: 'random-mix' | 'random-cascade'; gain: Estimate } | null;
  verifier: Verifier;
  /** Of the threshold router: the predicted success that is enough, the median of the folds’ choices. */
  threshold?: number;
  /** Does it know more than any router could? */
  bound: boolean;
  /** Calls per task of each model, cheapest first. */
  callsPerModel: number[];
  /** Expected moves per task: see `Moves` in core/replay. */
  moves: number[];
}

/** A family of policies over a grid of operating points fixed beforehand. */
export interface FrontierReport {
  id: string;
  name: string;
  points: { cost: Estimate; accuracy: Estimate }[];
  /** Mean difference in accuracy over all costs from the cheapest to the dearest model. */
  areaOverRandomMix: Estimate;
  areaOverRandomCascade: Estimate;
  /** The smallest cost at which always-the-dearest's accuracy is reached; null where it is not. */
  parityCost: { value: number | null; low: number | null; high: number | null };
}

/** How well a complexity model predicts levels, out of fold. */
export interface PredictorReport {
  name: string;
  protocol: string;
  levelAccuracy: Estimate;
  tierAccuracy: Estimate;
  macroF1: Estimate;
  meanAbsoluteError: Estimate;
  brier: Estimate;
  /** Null where it is infinite: where some task’s level was given no chance at all, as the majority class does. */
  logLoss: Estimate | null;
  /** Shares of tasks sent to a dearer, a cheaper model than the true level asks for. */
  overRouting: Estimate;
  underRouting: Estimate;
  /** confusion[truth][predicted], tasks, averaged over the repeats; in the order of the levels. */
  confusion: number[][];
}

/** Section 4.2's formula with this experiment's own inputs. */
export interface FormulaReport {
  predictionAccuracy: number;
  sharesWhenRight: number[];
  sharesWhenWrong: number[];
  costWhenRight: number;
  costWhenWrong: number;
  saving: Estimate;
  /**
   * Share of the rightly predicted tasks that each model is sent, minus that of the wrongly predicted ones: the paper
   * takes them to be alike.
   */
  shareDifference: Estimate[];
}

/** What the study says of one task. */
export interface TaskReport {
  id: string;
  level: number;
  kept: boolean;
  /** Out-of-fold distribution over the levels, averaged over the repeats; absent until predicted. */
  levels?: number[];
  /** Out-of-fold probability that one answer of each model passes. */
  success?: number[];
  /** The models that predict-then-verify asks in turn, as most of the repeats have it; a model may be asked again. */
  plan?: number[];
}

/**
 * What labels cost where only those trials are asked that can still change them, in expectation over the order of
 * the trials and over all tasks, against asking for all of them. The labels are the same.
 */
export interface LabellingReport {
  /** Of the cost in unit costs, one answer at a time. */
  costShare: number;
  callShare: number;
  /** Cheapest model first. */
  callShareByModel: number[];
  /** The same share where also who is kept must be known, which a decided label may leave open. */
  costShareWithCleaning: number;
  /** Dollars for all tasks, where answers of one request share its prompt. */
  batched: {
    /** Asking what can matter, as many answers at once as is cheapest in expectation. */
    dollars: number;
    /** Asking what can matter one answer at a time, the prompt billed with each. */
    singlyDollars: number;
    /** All trials, in one request per task and model. */
    fullDollars: number;
    /** Tokens and prices that the dollars rest on, to end a sentence with. */
    assumption: string;
  };
}

/** How often labels would come out the same if their trials were drawn again: see `reportStability`. */
export interface LabelStabilityReport {
  /** What is taken to be known of a model’s success probability before its trials: fitted to all tasks, or nothing. */
  prior: 'fitted' | 'uniform';
  /** One per model, cheapest first. */
  priors: Beta[];
  /** Mean probability of the same label, over kept tasks. */
  overall: Estimate;
  /** The same under uniform priors. */
  overallUniform: Estimate;
  /** By the label that a task has; `halves`: as measured on split halves, where there are trials enough. */
  levels: { level: number; tasks: number; same: Estimate | null; halves: Estimate | null }[];
  /** Tasks that no trial solved: how likely none would again. */
  dropped: { tasks: number; same: Estimate | null };
  /** Share of splits in which both halves of the trials give the same label; null with fewer than ten trials. */
  halves: {
    /** Trials per model in a half. */
    trials: number;
    agreement: Estimate;
  } | null;
}

/** What the search for policies has chosen among, and what each of its parts is worth. */
export interface SearchReport {
  /** How often each model may be asked, cheapest first. */
  tries: number[];
  /** May a cheaper model be asked after a dearer one has failed? */
  anyOrder: boolean;
  /** Tests that its policies may look at. */
  visibleTests: number;
  /** Of the policy chosen, per model: the predicted success above which it is asked, where that tells. */
  gates: (number | null)[];
  parts: SearchPart[];
  /**
   * What would be gained were every test visible, in the same measure, and the cost at parity then: a bound. Null where
   * answers are checked by the whole verdict as it is.
   */
  allTests: { gains: Estimate; parityCost: FrontierReport['parityCost'] } | null;
}

/** The search without one of its parts. */
export interface SearchPart {
  id: 'without-prediction' | 'without-retries' | 'without-verification';
  name: string;
  /**
   * How much the part adds: mean difference in accuracy over all costs from the cheapest to the dearest model, the whole
   * search minus this one, paired. Null where there is nothing to leave out: no model has a second trial.
   */
  adds: Estimate | null;
  /** What the search without it costs at parity; null where it isn't reached, or nothing is left out. */
  parityCost: FrontierReport['parityCost'] | null;
}

export interface Report {
  experiment: string;
  name: string;
  scope: Scope;
  seed: number;
  tasks: number;
  kept: number;
  dropped: number;
  /** Trials recorded, over all tasks and models. */
  trials: number;
  rule: { id: string; name: string };
  unitCosts: number[];
  /** Tasks per level, of the kept tasks, in the order of the levels. */
  levels: { level: number; tasks: number }[];
  /** Null until worked out, and where each model has but one trial. */
  labelling: LabellingReport | null;
  /** Null until worked out, and where no task is kept. */
  stability: LabelStabilityReport | null;
  /** What guessing the most frequent level, the most frequent tier, gets. */
  majority: { level: Estimate; tier: Estimate };
  models: { id: string; name: string; accuracy: Estimate; cost: Estimate }[];
  /** Null until the complexity model has been trained, or where there are no features to train it on. */
  predictor: PredictorReport | null;
  /** Predicting each level as often as it occurs in training. */
  prior: PredictorReport | null;
  formula: FormulaReport | null;
  /** Null until searched: until the complexity model has been trained. */
  search: SearchReport | null;
  policies: PolicyReport[];
  frontiers: FrontierReport[];
  perTask: TaskReport[];
  /** How long the parts took. */
  seconds: { outcomes: number; predictor: number | null; policies: number | null };
}
