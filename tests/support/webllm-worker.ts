import { EventEmitter } from 'node:events';

interface Message {
  kind: string;
  uuid: string;
  content: Record<string, unknown>;
}

/** What the model behind the worker does. */
export interface WebllmScript {
  /** The pieces of its answer to a prompt. */
  answer: (prompt: string) => string[];
  /** What loading it fails with, as WebLLM throws it through its worker: a string. */
  loadFailure?: string;
  /** What writing fails with after the first piece. */
  writeFailure?: string;
  /** Loading never ends. */
  hangs?: boolean;
}

interface Stream {
  pieces: string[];
  at: number;
  ended: boolean;
}

/** A worker that speaks WebLLM's protocol (0.2.86) as its own does, without a GPU behind it. */
export class WebllmWorker extends EventEmitter {
  readonly kinds: string[] = [];
  readonly requests: Record<string, unknown>[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  isTerminated = false;
  readonly #script: WebllmScript;
  readonly #streams = new Map<string, Stream>();
  #isInterrupted = false;

  constructor(script: WebllmScript) {
    super();
    this.#script = script;
  }

  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.on(name, listener);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  postMessage(message: Message): void {
    const { kind, uuid, content } = message;
    this.kinds.push(kind);
    const answer = (value: unknown) => this.#send({ kind: 'return', uuid, content: value });
    const fail = (reason: string) => this.#send({ kind: 'throw', uuid, content: reason });
    if (kind === 'setAppConfig' || kind === 'setLogLevel') return;
    if (kind === 'reload') return this.#reload(answer, fail);
    if (kind === 'interruptGenerate') {
      this.#isInterrupted = true;
      return;
    }
    if (kind === 'chatCompletionStreamInit' || kind === 'completionStreamInit') {
      const request = content.request as Record<string, unknown>;
      this.requests.push(request);
      const messages = request.messages as { content: string }[] | undefined;
      const prompt = messages?.at(-1)?.content ?? String(request.prompt);
      // As WebLLM has it (issue 447): an interruption that nobody reset would end the next answer.
      this.#streams.set(String(content.streamId), {
        pieces: this.#script.answer(prompt),
        at: 0,
        ended: false,
      });
      return answer(null);
    }
    if (kind === 'completionStreamNextChunk') return this.#next(String(content.streamId), answer, fail);
    if (kind === 'resetChat') {
      this.#isInterrupted = false;
      return answer(null);
    }
    if (kind === 'completionStreamReturn' || kind === 'unload') return answer(null);
    fail(`Error: unknown message ${kind}`);
  }

  #reload(answer: (value: unknown) => void, fail: (reason: string) => void): void {
    for (const [progress, text] of [
      [0, 'Start to fetch params'],
      [0.5, 'Loading model from cache[1/2]: 10MB loaded. 50% completed, 1 secs elapsed.'],
      [1, 'Finish loading on WebGPU - test'],
    ] as const) {
      this.#send({ kind: 'initProgressCallback', uuid: '', content: { progress, timeElapsed: 1, text } });
    }
    if (this.#script.hangs) return;
    if (this.#script.loadFailure) return fail(this.#script.loadFailure);
    answer(null);
  }

  #next(id: string, answer: (value: unknown) => void, fail: (reason: string) => void): void {
    const stream = this.#streams.get(id)!;
    const chunk = (choices: object[], more: object = {}) => ({
      id,
      object: 'chat.completion.chunk',
      model: 'test-model',
      created: 0,
      choices,
      ...more,
    });
    if (stream.ended) return answer(undefined);
    if (this.#script.writeFailure && stream.at === 1) return fail(this.#script.writeFailure);
    if (!this.#isInterrupted && stream.at < stream.pieces.length) {
      const token = stream.pieces[stream.at++];
      const logprobs = {
        content: [
          { token, logprob: -0.5, bytes: null, top_logprobs: [{ token, logprob: -0.5, bytes: null }] },
        ],
      };
      return answer(
        chunk([{ index: 0, delta: { role: 'assistant', content: token }, logprobs, finish_reason: null }]),
      );
    }
    if (stream.at <= stream.pieces.length) {
      stream.at = stream.pieces.length + 1;
      return answer(chunk([{ index: 0, delta: {}, finish_reason: this.#isInterrupted ? 'abort' : 'stop' }]));
    }
    stream.ended = true;
    const usage = {
      prompt_tokens: 7,
      completion_tokens: stream.pieces.length,
      total_tokens: 7 + stream.pieces.length,
      extra: { decode_tokens_per_s: 42 },
    };
    answer(chunk([], { usage }));
  }

  #send(data: unknown): void {
    setTimeout(() => {
      if (!this.isTerminated) this.onmessage?.(new MessageEvent('message', { data }));
    }, 0);
  }
}
