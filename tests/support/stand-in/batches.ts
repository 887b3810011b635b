import { randomUUID } from 'node:crypto';
import type { Files } from './files';

interface Batch {
  id: string;
  object: 'batch';
  endpoint: string;
  input_file_id: string;
  completion_window: string;
  status:
    | 'validating'
    | 'failed'
    | 'in_progress'
    | 'finalizing'
    | 'completed'
    | 'expired'
    | 'cancelling'
    | 'cancelled';
  output_file_id: string | null;
  error_file_id: string | null;
  created_at: number;
  request_counts: { total: number; completed: number; failed: number };
  metadata: object | null;
  errors: object | null;
}

/** Answers one request of a batch: a status and a body. */
export type AnswerOne = (body: Record<string, unknown>) => { status: number; body: object };

const now = () => Math.floor(Date.now() / 1000);
const next = { validating: 'in_progress', in_progress: 'finalizing', finalizing: 'completed' } as const;

/** Batches, which go on by one state each time they are looked at. */
export class Batches {
  readonly #files: Files;
  readonly #answer: AnswerOne;
  readonly #batches = new Map<string, Batch>();

  constructor(files: Files, answer: AnswerOne) {
    this.#files = files;
    this.#answer = answer;
  }

  create(body: Record<string, unknown>): Batch | undefined {
    const file = this.#files.get(String(body.input_file_id));
    if (!file) return undefined;
    const total = lines(file.content).length;
    const batch: Batch = {
      id: `batch_${randomUUID().slice(0, 12)}`,
      object: 'batch',
      endpoint: String(body.endpoint),
      input_file_id: file.id,
      completion_window: String(body.completion_window ?? '24h'),
      status: 'validating',
      output_file_id: null,
      error_file_id: null,
      created_at: now(),
      request_counts: { total, completed: 0, failed: 0 },
      metadata: (body.metadata as object | undefined) ?? null,
      errors: null,
    };
    this.#batches.set(batch.id, batch);
    return batch;
  }

  list(): Batch[] {
    return [...this.#batches.values()].reverse();
  }

  look(id: string): Batch | undefined {
    const batch = this.#batches.get(id);
    if (!batch) return undefined;
    if (batch.status === 'cancelling') batch.status = 'cancelled';
    else if (batch.status in next) {
      batch.status = next[batch.status as keyof typeof next];
      if (batch.status === 'completed') this.#complete(batch);
    }
    return batch;
  }

  cancel(id: string): Batch | undefined {
    const batch = this.#batches.get(id);
    if (batch && batch.status in next) batch.status = 'cancelling';
    return batch;
  }

  expire(id: string): void {
    const batch = this.#batches.get(id);
    if (batch) batch.status = 'expired';
  }

  /** Results come in another order than they were asked for, as the API's do. */
  #complete(batch: Batch): void {
    const results = lines(this.#files.get(batch.input_file_id)!.content)
      .map((line) => {
        const { custom_id: id, body } = JSON.parse(line) as {
          custom_id: string;
          body: Record<string, unknown>;
        };
        return { id, ...this.#answer(body) };
      })
      .reverse();
    const write = (list: typeof results) =>
      list
        .map(({ id, status, body }) =>
          JSON.stringify({
            id: `batch_req_${randomUUID().slice(0, 8)}`,
            custom_id: id,
            response: { status_code: status, request_id: randomUUID(), body },
            error: null,
          }),
        )
        .join('\n');
    const good = results.filter(({ status }) => status === 200);
    const bad = results.filter(({ status }) => status !== 200);
    batch.request_counts = { total: results.length, completed: good.length, failed: bad.length };
    if (good.length) batch.output_file_id = this.#files.add(write(good), 'batch_output', 'output.jsonl').id;
    if (bad.length) batch.error_file_id = this.#files.add(write(bad), 'batch_output', 'errors.jsonl').id;
  }
}

function lines(content: string): string[] {
  return content.split('\n').filter((line) => line.trim());
}
