import type { Experiment } from '../core/experiment';
import type { Progress } from '../core/interfaces';
import type { Report, Scope } from './report';

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
export type StudyFeatures = { address: string } | { texts: { id: string; text: string }[] };

/** To the worker. Every message carries the run it belongs to. */
export type ToWorker = { type: 'study'; run: number; request: StudyRequest } | { type: 'abort'; run: number };

/** From the worker. */
export type FromWorker =
  | { type: 'outcomes'; run: number; report: Report }
  | { type: 'progress'; run: number; progress: Progress }
  | { type: 'done'; run: number; report: Report }
  | { type: 'failed'; run: number; message: string };
