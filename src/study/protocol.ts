import type { Experiment } from '../core/experiment';
import type { Progress } from '../core/interfaces';
import type { Report, Scope } from './report';

/** What a study is asked for. */
export interface StudyRequest {
  experiment: Experiment;
  scope: Scope;
  seed: number;
  unitCosts?: number[];
  /** Absolute address of the tasks' features; without it nothing is predicted. */
  features?: string;
}

/** To the worker. Every message carries the run it belongs to. */
export type ToWorker = { type: 'study'; run: number; request: StudyRequest } | { type: 'abort'; run: number };

/** From the worker. */
export type FromWorker =
  | { type: 'outcomes'; run: number; report: Report }
  | { type: 'progress'; run: number; progress: Progress }
  | { type: 'done'; run: number; report: Report }
  | { type: 'failed'; run: number; message: string };
