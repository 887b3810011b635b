import type { Estimate } from '../../core/interfaces';
import type { Contrast } from '../../core/statistics/contrast';
import type { McNemar } from '../../core/statistics/mcnemar';
import type { PredictorReport, Scope } from '../report';
import type { Calibration } from './calibration';

/** One complexity model, judged as the others are. Costs are in unit costs per task. */
export interface ComparisonRow extends PredictorReport {
  id: string;
  /** What the model does, in a sentence. */
  sentence: string;
  /** What a task gets and pays where each is sent to the model that the assignment rule gives its likeliest level. */
  routedAccuracy: Estimate;
  /** With what the prediction itself costs. */
  routedCost: Estimate;
  /** Level accuracy minus that of the majority class, paired. */
  gainOverMajority: Estimate;
  /**
   * Against the majority class, exact: b tasks that this model alone gets right, c that the majority class alone
   * does. Where there are several repeats, a task is right that most of them get right.
   */
  mcnemar: McNemar;
  calibration: Calibration;
  /**
   * Levels of the tasks that are predicted rightly, as `mcnemar` counts them, against those of the others: section 4.2
   * takes them to be alike. Null where all are right, or none.
   */
  rightAndWrong: Contrast | null;
}

/** All complexity models on the same tasks, under one protocol. */
export interface ComparisonPart {
  protocol: string;
  /** Labelled tasks that are predicted. */
  tasks: number;
  rows: ComparisonRow[];
}

/** Every complexity model under the study's own protocol, and on one split that models trained elsewhere can share. */
export interface ComparisonReport extends ComparisonPart {
  experiment: string;
  scope: Scope;
  seed: number;
  unitCosts: number[];
  /**
   * `train` and `test` by the ids of their tasks; `contrast`: levels of the test tasks against those of the training
   * tasks, the check of section 4.2. The split is stratified, so that they are as alike as can be.
   */
  holdout: ComparisonPart & { train: string[]; test: string[]; contrast: Contrast };
  seconds: { crossValidation: number; holdout: number };
}

/** A complexity model that was trained elsewhere, on the training tasks of the hold-out split. */
export interface ExternalPredictor {
  id: string;
  name: string;
  sentence?: string;
  /** Distributions over the levels of the rule, ascending, by task id. */
  predictions: Record<string, number[]>;
  /** What one task's prediction costs, in the experiment's unit costs. */
  costPerTask: number;
}
