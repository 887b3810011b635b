import { randomUUID } from 'node:crypto';
import type { Files } from './files';
import { StatePace } from './state-pace';

type Status = 'validating_files' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

interface Event {
  object: 'fine_tuning.job.event';
  id: string;
  created_at: number;
  level: 'info' | 'warn' | 'error';
  message: string;
  type: 'message' | 'metrics';
  data?: object;
}

interface Job {
  id: string;
  object: 'fine_tuning.job';
  model: string;
  created_at: number;
  finished_at: number | null;
  fine_tuned_model: string | null;
  organization_id: string;
  result_files: string[];
  status: Status;
  training_file: string;
  validation_file: string | null;
  trained_tokens: number | null;
  error: { code: string; message: string; param: string } | Record<string, never>;
  method: unknown;
  hyperparameters: { n_epochs: unknown; batch_size: unknown; learning_rate_multiplier: unknown };
  seed: number;
  suffix: string | null;
  metadata: object | null;
}

const now = () => Math.floor(Date.now() / 1000);
const steps = 9;

/** Fine-tuning jobs, which go on by one state each time they are looked at, or as fast as told. */
export class FineTuning {
  readonly #files: Files;
  readonly #jobs = new Map<string, { job: Job; events: Event[]; pace: StatePace }>();

  readonly #stateTime: () => number | undefined;

  constructor(files: Files, stateTime: () => number | undefined = () => undefined) {
    this.#files = files;
    this.#stateTime = stateTime;
  }

  /** The models that came of jobs. */
  models(): string[] {
    return this.list().flatMap(({ fine_tuned_model: model }) => model ?? []);
  }

  /** @returns the job, or the error that the API answers with */
  create(body: Record<string, unknown>): Job | { refused: { message: string; code: string; param: string } } {
    const file = this.#files.get(String(body.training_file));
    if (!file) {
      const message = `File ${String(body.training_file)} does not exist.`;
      return { refused: { message, code: 'invalid_file', param: 'training_file' } };
    }
    const method = body.method as { supervised?: { hyperparameters?: Record<string, unknown> } } | undefined;
    const asked = method?.supervised?.hyperparameters ?? {};
    const job: Job = {
      id: `ftjob-${randomUUID().slice(0, 12)}`,
      object: 'fine_tuning.job',
      model: String(body.model),
      created_at: now(),
      finished_at: null,
      fine_tuned_model: null,
      organization_id: 'org-standin',
      result_files: [],
      status: 'validating_files',
      training_file: file.id,
      validation_file: (body.validation_file as string | undefined) ?? null,
      trained_tokens: null,
      error: {},
      method: body.method ?? { type: 'supervised' },
      hyperparameters: {
        n_epochs: asked.n_epochs ?? 'auto',
        batch_size: asked.batch_size ?? 'auto',
        learning_rate_multiplier: asked.learning_rate_multiplier ?? 'auto',
      },
      seed: Number(body.seed ?? 42),
      suffix: (body.suffix as string | undefined) ?? null,
      metadata: (body.metadata as object | undefined) ?? null,
    };
    this.#jobs.set(job.id, { job, events: [], pace: new StatePace(this.#stateTime()) });
    this.#tell(job.id, `Created fine-tuning job: ${job.id}`);
    return job;
  }

  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job).reverse();
  }

  /** Looks at a job, which thereby goes on where it doesn't by the time. */
  look(id: string): Job | undefined {
    const kept = this.#jobs.get(id);
    if (!kept) return undefined;
    for (let due = kept.pace.due(); due > 0; due--) this.#advance(kept.job);
    return kept.job;
  }

  #advance(job: Job): void {
    const rows = this.#rows(job.training_file);
    if (job.status === 'validating_files') {
      if (rows < 10) this.#fail(job, rows);
      else job.status = 'queued';
    } else if (job.status === 'queued') {
      job.status = 'running';
      this.#tell(job.id, 'Fine-tuning job started');
    } else if (job.status === 'running') this.#train(job, rows);
  }

  cancel(id: string): Job | undefined {
    const job = this.#jobs.get(id)?.job;
    if (job && !['succeeded', 'failed', 'cancelled'].includes(job.status)) {
      job.status = 'cancelled';
      job.finished_at = now();
      this.#tell(id, 'The job has been cancelled by the user.');
    }
    return job;
  }

  /** Newest first, those after an event where one is named. */
  events(id: string, after: string | null, limit: number): { data: Event[]; has_more: boolean } | undefined {
    const kept = this.#jobs.get(id);
    if (!kept) return undefined;
    const newest = [...kept.events].reverse();
    const start = after ? newest.findIndex((event) => event.id === after) + 1 : 0;
    return { data: newest.slice(start, start + limit), has_more: start + limit < newest.length };
  }

  #rows(file: string): number {
    return (this.#files.get(file)?.content ?? '').split('\n').filter((line) => line.trim()).length;
  }

  #fail(job: Job, rows: number): void {
    job.status = 'failed';
    job.finished_at = now();
    job.error = {
      code: 'invalid_n_examples',
      message: `Training file has ${rows} example(s), but must have at least 10 examples`,
      param: 'training_file',
    };
    this.#tell(job.id, job.error.message, 'error');
  }

  #train(job: Job, rows: number): void {
    const step = this.#jobs.get(job.id)!.events.filter(({ type }) => type === 'metrics').length;
    if (step < steps) {
      for (let i = step + 1; i <= step + 3; i++) {
        const data = { step: i, total_steps: steps, train_loss: 2 / i, valid_loss: 2.2 / i };
        this.#tell(job.id, `Step ${i}/${steps}: training loss=${(2 / i).toFixed(2)}`, 'info', data);
      }
      return;
    }
    job.status = 'succeeded';
    job.finished_at = now();
    job.trained_tokens = rows * 60;
    job.fine_tuned_model = `ft:${job.model}:standin:${job.suffix ?? ''}:${job.id.slice(-6)}`;
    const csv = [
      'step,train_loss,valid_loss',
      ...Array.from({ length: steps }, (_, i) => `${i + 1},${2 / (i + 1)},${2.2 / (i + 1)}`),
    ];
    const content = Buffer.from(csv.join('\n')).toString('base64');
    job.result_files = [this.#files.add(content, 'fine-tune-results', 'step_metrics.csv').id];
    this.#tell(job.id, 'The job has successfully completed');
  }

  #tell(id: string, message: string, level: Event['level'] = 'info', data?: object): void {
    this.#jobs.get(id)!.events.push({
      object: 'fine_tuning.job.event',
      id: `ftevent-${randomUUID().slice(0, 12)}`,
      created_at: now(),
      level,
      message,
      type: data ? 'metrics' : 'message',
      ...(data && { data }),
    });
  }
}
