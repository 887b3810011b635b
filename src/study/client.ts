import type { Progress } from '../core/interfaces';
import type { LearningCurve } from './comparison/learning-curve';
import type { Lottery } from './comparison/lottery';
import type { ComparisonReport } from './comparison/report';
import type {
  CompareRequest,
  FromWorker,
  LearningCurveRequest,
  LotteryRequest,
  PredictRequest,
  Question,
  Results,
  RouterTrainRequest,
  SingleTrialRequest,
  StudyRequest,
  ToWorker,
  TrainRequest,
} from './protocol';
import type { RouterFile } from '../router/file';
import type { Report } from './report';
import type { SingleTrialReport } from './single-trial';
import type { ModelPredictions, TrainedModel } from './trained-model';

/** Told while something is computed. */
export interface RunListener {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** Told while a study runs. */
export interface StudyListener extends RunListener {
  onOutcomes(report: Report): void;
}

interface Pending extends RunListener {
  onOutcomes?(report: Report): void;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Studies in a worker, so that the page stays free. Starts the worker at once; runs may overlap. */
export class StudyClient {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  readonly #pending = new Map<number, Pending>();
  #runs = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    this.#worker.addEventListener('error', (event) => this.#fail(event.message || 'the study worker failed'));
  }

  /**
   * @throws Error with the reason where the study fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  study(request: StudyRequest, listener: StudyListener): Promise<Report> {
    return this.#ask<'study'>({ type: 'study', request }, listener);
  }

  /**
   * All complexity models compared; kept, as a study is, for the next who asks.
   *
   * @throws Error with the reason where it fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  compare(request: CompareRequest, listener: RunListener): Promise<ComparisonReport> {
    return this.#ask<'compare'>({ type: 'compare', request }, listener);
  }

  /**
   * Labels from one trial against labels from all.
   *
   * @throws Error with the reason where it fails, such as where there is but one trial
   * @throws DOMException "AbortError" when the signal is aborted
   */
  singleTrial(request: SingleTrialRequest, listener: RunListener): Promise<SingleTrialReport> {
    return this.#ask<'single-trial'>({ type: 'single-trial', request }, listener);
  }

  /**
   * What one split's accuracy comes to on many.
   *
   * @throws Error with the reason where it fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  lottery(request: LotteryRequest, listener: RunListener): Promise<Lottery> {
    return this.#ask<'lottery'>({ type: 'lottery', request }, listener);
  }

  /**
   * What training on ever more tasks gets.
   *
   * @throws Error with the reason where it fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  learningCurve(request: LearningCurveRequest, listener: RunListener): Promise<LearningCurve> {
    return this.#ask<'learning-curve'>({ type: 'learning-curve', request }, listener);
  }

  /**
   * Trains a complexity model to be kept.
   *
   * @throws Error with the reason where it fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  train(request: TrainRequest, listener: RunListener): Promise<TrainedModel> {
    return this.#ask<'train'>({ type: 'train', request }, listener);
  }

  /**
   * What a kept model says of tasks.
   *
   * @throws Error with the reason where it fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  predict(request: PredictRequest, listener: RunListener): Promise<ModelPredictions> {
    return this.#ask<'predict'>({ type: 'predict', request }, listener);
  }

  /**
   * Trains a router to be used and taken along; finds the predictions of a study of the same tasks kept.
   *
   * @throws Error with the reason where it fails, such as where a task has no text
   * @throws DOMException "AbortError" when the signal is aborted
   */
  trainRouter(request: RouterTrainRequest, listener: RunListener): Promise<RouterFile> {
    return this.#ask<'router'>({ type: 'router', request }, listener);
  }

  #ask<T extends Question['type']>(
    question: Extract<Question, { type: T }>,
    listener: RunListener & Partial<StudyListener>,
  ): Promise<Results[T]> {
    const run = ++this.#runs;
    return new Promise((resolve, reject) => {
      listener.signal.throwIfAborted();
      // The worker answers a question with the result of its type.
      const done = (result: unknown) => resolve(result as Results[T]);
      this.#pending.set(run, { ...listener, signal: listener.signal, resolve: done, reject });
      listener.signal.addEventListener('abort', () => {
        if (!this.#pending.delete(run)) return;
        this.#send({ type: 'abort', run });
        reject(listener.signal.reason as Error);
      });
      this.#send({ ...question, run });
    });
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.run);
    if (!pending) return;
    switch (message.type) {
      case 'outcomes':
        return pending.onOutcomes?.(message.report);
      case 'progress':
        return pending.onProgress(message.progress);
      case 'done':
        this.#pending.delete(message.run);
        return pending.resolve(message.result);
      case 'failed':
        this.#pending.delete(message.run);
        return pending.reject(new Error(message.message));
    }
  }

  #fail(reason: string): void {
    for (const pending of this.#pending.values()) pending.reject(new Error(reason));
    this.#pending.clear();
  }
}
