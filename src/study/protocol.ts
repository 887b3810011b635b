import type { Experiment } from '../core/experiment';
import type { Progress } from '../core/interfaces';
import type { LearningCurve } from './comparison/learning-curve';
import type { Lottery } from './comparison/lottery';
import type { TrainableModel } from '../predictors/catalogue';
import type { ComparisonReport, ExternalPredictor } from './comparison/report';
import type { HoldoutSize } from './comparison/split';
import type { RouterFile } from '../router/file';
import type { Report, Scope } from './report';
import type { RouterRequest } from './router/train';
import type { SingleTrialReport } from './single-trial';
import type { ModelPredictions, TaskText, TrainedModel } from './trained-model';

/** What a study is asked for. */
export interface StudyRequest {
  experiment: Experiment;
  scope: Scope;
  seed: number;
  unitCosts?: number[];
  /** Without these nothing is predicted. */
  features?: StudyFeatures;
}

/** Where the tasks' features come from: the absolute address of a file, or texts as `textOf` gives them. */
export type StudyFeatures = { address: string } | { texts: TaskText[] };

/** What a comparison of complexity models is asked for: see `compare`. */
export interface CompareRequest {
  experiment: Experiment;
  scope: Scope;
  seed: number;
  unitCosts?: number[];
  features: StudyFeatures;
  external?: ExternalPredictor[];
  holdout?: HoldoutSize;
}

/** What labels from one trial are compared for: see `compareSingleTrial`. */
export type SingleTrialRequest = Pick<CompareRequest, 'experiment' | 'seed' | 'features'>;

/** What a learning curve is asked for: see `learningCurve`. */
export type LearningCurveRequest = SingleTrialRequest;

/** What a lottery of splits is asked for: see `splitLottery`. */
export type LotteryRequest = SingleTrialRequest & { draws?: number; size?: HoldoutSize };

/** What a complexity model to be kept is trained on, of which kind: see `trainModel`. */
export interface TrainRequest {
  experiment: Experiment;
  texts: TaskText[];
  model: TrainableModel;
  seed: number;
}

/** What a kept model is to predict: see `predictTexts`. */
export interface PredictRequest {
  model: TrainedModel;
  texts: TaskText[];
}

/** What a router is trained on: see `trainRouter`. */
export interface RouterTrainRequest extends RouterRequest {
  experiment: Experiment;
  texts: TaskText[];
}

/** What is asked for, and what comes of it. */
export type Question =
  | { type: 'study'; request: StudyRequest }
  | { type: 'compare'; request: CompareRequest }
  | { type: 'single-trial'; request: SingleTrialRequest }
  | { type: 'lottery'; request: LotteryRequest }
  | { type: 'learning-curve'; request: LearningCurveRequest }
  | { type: 'train'; request: TrainRequest }
  | { type: 'predict'; request: PredictRequest }
  | { type: 'router'; request: RouterTrainRequest };

export interface Results {
  study: Report;
  compare: ComparisonReport;
  'single-trial': SingleTrialReport;
  lottery: Lottery;
  'learning-curve': LearningCurve;
  train: TrainedModel;
  predict: ModelPredictions;
  router: RouterFile;
}

/** To the worker. Every message carries the run it belongs to. */
export type ToWorker = (Question & { run: number }) | { type: 'abort'; run: number };

/** From the worker. */
export type FromWorker =
  | { type: 'outcomes'; run: number; report: Report }
  | { type: 'progress'; run: number; progress: Progress }
  | { type: 'done'; run: number; result: Results[Question['type']] }
  | { type: 'failed'; run: number; message: string };
