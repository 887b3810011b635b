import type { EngineWorker } from '../../src/engines/webllm/client';

/** A message of WebLLM's client to its worker. */
interface Message {
  kind: string;
  uuid: string;
  content: unknown;
}

interface StreamInit {
  streamId: string;
  request: Asked;
}

/** What the worker was asked to write. */
export interface Asked {
  messages?: { role: string; content: string }[];
  prompt?: string;
  temperature: number;
  max_tokens: number;
  seed?: number;
  stop?: string[];
  top_p?: number;
  logprobs?: boolean;
  top_logprobs?: number;
}

export interface WorkerScript {
  /** What `reload` throws, as the worker tells it; nothing where it succeeds. */
  reloadFails?: string;
  /** `reload` waits until it is stopped. */
  reloadHangs?: boolean;
  /** The tokens of an answer. */
  tokens?: (asked: Asked, count: number) => string[];
  /** What writing throws before this token, as the worker tells it. */
  failsAt?: { token: number; error: string; answer?: number };
  /** The worker dies without a word to its client before this token. */
  diesAt?: { token: number };
  /** After this token, it waits until it is interrupted. */
  waitsAfter?: number;
}

/** What a healthy model says to the first prompt, and to the rest. */
const sensible = ['def add', '(a, b):', '\n    ', 'return a + b'];

/**
 * Speaks WebLLM 0.2.86's protocol as its worker does, with answers from a script in place of a model. Like the real
 * one it holds one lock, which a stream takes with its first piece and keeps until it is read to its end or closed:
 * who interrupts and walks away blocks whoever comes next.
 */
export class ScriptedWorker implements EngineWorker {
  onmessage: ((event: MessageEvent) => unknown) | null = null;
  onerror: ((event: ErrorEvent) => unknown) | null = null;
  isTerminated = false;
  /** Every kind of message that came, in order. */
  readonly heard: string[] = [];
  readonly asked: Asked[] = [];
  /** May be changed on the way. */
  readonly script: WorkerScript;
  readonly #streams = new Map<string, AsyncGenerator<object, void>>();
  #lock: Promise<void> = Promise.resolve();
  #interrupted = false;
  #wake = () => {};
  #stopReload?: () => void;
  #message = '';

  constructor(script: WorkerScript = {}) {
    this.script = script;
  }

  postMessage(message: unknown): void {
    const { kind, uuid, content } = structuredClone(message) as Message;
    this.heard.push(kind);
    if (kind === 'setAppConfig' || kind === 'setLogLevel') return;
    const reply = (answer: { kind: 'return' | 'throw'; content: unknown }) => this.#tell({ ...answer, uuid });
    this.#handle(kind, content).then(
      (result) => reply({ kind: 'return', content: result }),
      (error: unknown) => reply({ kind: 'throw', content: String(error) }),
    );
  }

  terminate(): void {
    this.isTerminated = true;
  }

  #tell(message: object): void {
    setTimeout(() => {
      if (!this.isTerminated) this.onmessage?.(new MessageEvent('message', { data: message }));
    });
  }

  async #handle(kind: string, content: unknown): Promise<unknown> {
    const { streamId } = (content ?? {}) as { streamId: string };
    switch (kind) {
      case 'reload':
        return this.#reload();
      case 'unload':
        this.#stopReload?.();
        return null;
      case 'chatCompletionStreamInit':
      case 'completionStreamInit': {
        const { request } = content as StreamInit;
        this.asked.push(request);
        this.#streams.set(streamId, this.#write(request));
        return null;
      }
      case 'completionStreamNextChunk':
        return (await this.#streams.get(streamId)!.next()).value;
      case 'completionStreamReturn':
        await this.#streams.get(streamId)!.return();
        return null;
      case 'interruptGenerate':
        this.#interrupted = true;
        this.#wake();
        return null;
      case 'getMessage':
        return this.#message;
      case 'resetChat':
        return null;
      default:
        throw new Error(`UnknownMessageKindError: ${kind}`);
    }
  }

  async #reload(): Promise<null> {
    const report = (progress: number, text: string) =>
      this.#tell({ kind: 'initProgressCallback', uuid: '', content: { progress, timeElapsed: 1, text } });
    report(0, 'Start to fetch params');
    report(0.5, 'Loading model from cache[1/2]: 1MB loaded. 50% completed, 1 secs elapsed.');
    if (this.script.reloadHangs) await new Promise<void>((done) => (this.#stopReload = done));
    const { reloadFails } = this.script;
    if (reloadFails) throw reloadFails;
    report(1, 'Loading model from cache[2/2]: 2MB loaded. 100% completed, 1 secs elapsed.');
    report(0.5, 'Loading GPU shader modules[5/10]: 50% completed, 1 secs elapsed.');
    report(1, 'Finish loading on WebGPU - test');
    return null;
  }

  async *#write(asked: Asked): AsyncGenerator<object, void> {
    const before = this.#lock;
    let release = () => {};
    this.#lock = new Promise((done) => (release = done));
    await before;
    try {
      this.#interrupted = false;
      yield* this.#pieces(asked);
    } finally {
      release();
    }
  }

  async *#pieces(asked: Asked): AsyncGenerator<object, void> {
    const { failsAt, diesAt, waitsAfter } = this.script;
    const answer = this.asked.length - 1;
    const tokens = (this.script.tokens ?? (() => sensible))(asked, answer).slice(0, asked.max_tokens);
    this.#message = '';
    let finish = 'stop';
    for (const [i, token] of tokens.entries()) {
      // The first answer is to the prompt that a fresh model is tried with.
      const isTrial = answer === 0;
      if (failsAt?.token === i && (failsAt.answer === undefined ? !isTrial : failsAt.answer === answer)) {
        throw failsAt.error;
      }
      if (diesAt?.token === i && !isTrial) {
        this.onerror?.({ message: 'the worker was killed' } as ErrorEvent);
        await new Promise(() => {});
      }
      if (this.#interrupted) break;
      this.#message += token;
      yield this.#chunk(asked, token, null);
      if (waitsAfter === i && !isTrial && !this.#interrupted)
        await new Promise<void>((go) => (this.#wake = go));
    }
    if (this.#interrupted) finish = 'abort';
    else if (tokens.length === asked.max_tokens) finish = 'length';
    // The real one ends a stopped answer with an empty piece, which has the log-probability of the end.
    if (finish === 'stop') yield this.#chunk(asked, '', null);
    yield this.#chunk(asked, '', finish);
    yield {
      model: 'scripted',
      choices: [],
      usage: { prompt_tokens: 21, completion_tokens: tokens.length, extra: { decode_tokens_per_s: 42 } },
    };
  }

  #chunk(asked: Asked, text: string, finish: string | null): object {
    const top = Array.from({ length: asked.top_logprobs ?? 0 }, (_, i) => ({ token: `t${i}`, logprob: -i }));
    const content = [{ token: text, logprob: -0.5, bytes: null, top_logprobs: top }];
    const logprobs = asked.logprobs && finish === null ? { content } : null;
    const choice = asked.messages ? { delta: { content: text } } : { text };
    return { model: 'scripted', choices: [{ ...choice, index: 0, finish_reason: finish, logprobs }] };
  }
}
