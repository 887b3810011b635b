import { randomUUID } from 'node:crypto';
import type { Files } from './files';
import { StatePace } from './state-pace';

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
  readonly #stateTime: () => number | undefined;
  readonly #batches = new Map<string, Batch>();
  readonly #paces = new Map<string, StatePace>();

  constructor(files: Files, answer: AnswerOne, stateTime: () => number | undefined = () => undefined) {
    this.#files = files;
    this.#answer = answer;
    this.#stateTime = stateTime;
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
    this.#paces.set(batch.id, new StatePace(this.#stateTime()));
    return batch;
  }

  list(): Batch[] {
    return [...this.#batches.values()].reverse();
  }

  look(id: string): Batch | undefined {
    const batch = this.#batches.get(id);
    if (!batch) return undefined;
    for (let due = this.#paces.get(id)!.due(); due > 0; due--) this.#advance(batch);
    return batch;
  }

  #advance(batch: Batch): void {
    if (batch.status === 'cancelling') batch.status = 'cancelled';
    const errors = batch.status === 'validating' ? this.#faultsOf(batch) : [];
    if (errors.length) {
      batch.status = 'failed';
      batch.errors = { object: 'list', data: errors };
    } else if (batch.status in next) {
      batch.status = next[batch.status as keyof typeof next];
      if (batch.status === 'completed') this.#answerFirst(batch, Infinity);
    }
  }

  /** Stops a batch; the first lines are answered by then. */
  cancel(id: string, answered = 0): Batch | undefined {
    const batch = this.#batches.get(id);
    if (!batch || !(batch.status in next)) return batch;
    batch.status = 'cancelling';
    if (answered) this.#answerFirst(batch, answered);
    return batch;
  }

  /** A batch's time is over; the first lines are answered by then. */
  expire(id: string, answered = 0): void {
    const batch = this.#batches.get(id);
    if (!batch) return;
    batch.status = 'expired';
    this.#answerFirst(batch, answered, {
      code: 'batch_expired',
      message: 'This request could not be executed before the completion window expired.',
    });
  }

  #faultsOf({ input_file_id: file }: Batch): object[] {
    const seen = new Set<string>();
    return lines(this.#files.get(file)!.content).flatMap((line, i): object[] => {
      const { custom_id: id, url, body } = JSON.parse(line) as Partial<Record<string, string>>;
      const fault = (code: string, message: string) => [{ code, message, line: i + 1, param: null }];
      if (!id || !url || !body) return fault('invalid_line', 'A property is missing.');
      if (seen.has(id)) return fault('duplicate_custom_id', `${id} was used before.`);
      seen.add(id);
      return [];
    });
  }

  /** Results come in another order than they were asked for, as the API's do. */
  #answerFirst(batch: Batch, count: number, others?: { code: string; message: string }): void {
    const asked = lines(this.#files.get(batch.input_file_id)!.content).map(
      (line) => JSON.parse(line) as { custom_id: string; body: Record<string, unknown> },
    );
    const row = (
      id: string,
      response: { status_code: number; body: object } | null,
      error: object | null,
    ) => ({
      id: `batch_req_${randomUUID().slice(0, 8)}`,
      custom_id: id,
      response: response && { request_id: randomUUID(), ...response },
      error,
    });
    const results = asked
      .slice(0, count)
      .map(({ custom_id: id, body }) => {
        const { status, body: reply } = this.#answer(body);
        return row(id, { status_code: status, body: reply }, null);
      })
      .reverse();
    const good = results.filter(({ response }) => response!.status_code === 200);
    const bad = results.filter(({ response }) => response!.status_code !== 200);
    if (others) bad.push(...asked.slice(count).map(({ custom_id: id }) => row(id, null, others)));
    batch.request_counts = { total: asked.length, completed: good.length, failed: bad.length };
    const keep = (rows: object[], name: string) =>
      this.#files.add(rows.map((one) => JSON.stringify(one)).join('\n'), 'batch_output', name).id;
    if (good.length) batch.output_file_id = keep(good, 'output.jsonl');
    if (bad.length) batch.error_file_id = keep(bad, 'errors.jsonl');
  }
}

function lines(content: string): string[] {
  return content.split('\n').filter((line) => line.trim());
}
