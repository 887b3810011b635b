import type { Experiment, RecordedTask } from '../core/experiment';
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
  Sent,
  SingleTrialRequest,
  StudyRequest,
  ToWorker,
  TrainRequest,
} from './protocol';
import type { RouterFile } from '../router/file';
import type { DatasetsReport, DatasetsRequest } from './by-dataset';
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
  sent: Sent;
  onOutcomes?(report: Report): void;
  onTasks?(tasks: RecordedTask[]): void;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** How long an aborted run may take to stop by itself, in milliseconds: alone, and where others would begin anew. */
const patience = { alone: 150, others: 2_000 };

/** Studies in a worker, so that the page stays free. Starts the worker at once; runs may overlap. */
export class StudyClient {
  #worker = this.#start();
  readonly #pending = new Map<number, Pending>();
  /** Aborted runs that haven't stopped yet. */
  readonly #stopping = new Set<number>();
  /** Outcomes files that experiments are of: such an experiment isn't sent, as the worker reads the file itself. */
  readonly #recordings = new WeakMap<Experiment, string>();
  #runs = 0;

  /**
   * An outcomes file that is kept in this browser, as an experiment.
   *
   * @throws Error with the reason where there is none of that id, or it is refused
   */
  async recording(id: string): Promise<Experiment> {
    const tasks: RecordedTask[] = [];
    const listener = {
      signal: new AbortController().signal,
      onProgress() {},
      onTasks: (part: RecordedTask[]) => void tasks.push(...part),
    };
    const experiment = { ...(await this.#ask({ type: 'recording', request: { id } }, listener)), tasks };
    this.#recordings.set(experiment, id);
    return experiment;
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
   * Results per dataset of a mixed experiment.
   *
   * @throws Error with the reason where it fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  datasets(request: DatasetsRequest, listener: RunListener): Promise<DatasetsReport> {
    return this.#ask<'datasets'>({ type: 'datasets', request }, listener);
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
    listener: RunListener & Partial<Pick<Pending, 'onOutcomes' | 'onTasks'>>,
  ): Promise<Results[T]> {
    const run = ++this.#runs;
    return new Promise((resolve, reject) => {
      listener.signal.throwIfAborted();
      // The worker answers a question with the result of its type.
      const done = (result: unknown) => resolve(result as Results[T]);
      const sent = this.#asSent(run, question);
      this.#pending.set(run, { ...listener, signal: listener.signal, sent, resolve: done, reject });
      listener.signal.addEventListener('abort', () => {
        if (!this.#pending.delete(run)) return;
        this.#abort(run);
        reject(listener.signal.reason as Error);
      });
      this.#send({ type: 'ask', ...sent });
    });
  }

  #asSent(run: number, question: Question): Sent {
    const { experiment, ...request } = question.request as { experiment?: Experiment };
    const recording = experiment && this.#recordings.get(experiment);
    if (recording === undefined) return { run, question };
    return { run, recording, question: { ...question, request } as Question };
  }

  /** What doesn't stop by itself is ended with its worker; the other runs begin anew in the next. */
  #abort(run: number): void {
    this.#send({ type: 'abort', run });
    this.#stopping.add(run);
    const end = () => {
      if (!this.#stopping.has(run)) return;
      this.#stopping.clear();
      this.#worker.terminate();
      this.#worker = this.#start();
      for (const { sent } of this.#pending.values()) this.#send({ type: 'ask', ...sent });
    };
    setTimeout(end, this.#pending.size ? patience.others : patience.alone);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    worker.addEventListener('error', (event) => this.#fail(event.message || 'the study worker failed'));
    return worker;
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    const isOver = message.type === 'stopped' || message.type === 'done' || message.type === 'failed';
    if (isOver) this.#stopping.delete(message.run);
    const pending = this.#pending.get(message.run);
    if (!pending) return;
    switch (message.type) {
      case 'tasks':
        return pending.onTasks?.(message.tasks);
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
