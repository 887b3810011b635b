import type { Answer, Engine, GenerateRequest } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { type Asking, askStreaming, askWhole, type Choice, type Reply } from './ask';
import { openClient } from './client';
import { deadline } from './deadline';
import { refuseMixedContent, toEngineError } from './errors';
import { RequestQueue } from './queue';
import type { Connection, OpenaiSettings } from './settings';
import { usageOf } from './usage';

export interface OpenaiEngineOptions {
  connection: Connection;
  settings: OpenaiSettings;
  /** The key for exactly this base address, looked up at each request. */
  keyFor: (baseUrl: string) => string | undefined | Promise<string | undefined>;
  /** Shared by the engines of one model at one server; else one of its own. */
  queue?: RequestQueue;
  /** Silence after which an answer is given up; 120 unless told otherwise. */
  silenceSeconds?: number;
  /** `navigator.onLine`, where there is one. */
  isOnline?: () => boolean;
  /** `location.protocol`, where there is one. */
  pageProtocol?: string;
}

const finishes: Record<string, Answer['finish']> = { length: 'length', content_filter: 'filtered' };

/** A model of a server that speaks OpenAI's API. */
export class OpenaiEngine implements Engine {
  readonly #options: OpenaiEngineOptions;
  readonly #queue: RequestQueue;
  /** Some servers answer one choice however many are asked for: once seen, they are asked for one at a time. */
  #ignoresN = false;

  constructor(options: OpenaiEngineOptions) {
    this.#options = options;
    this.#queue = options.queue ?? new RequestQueue();
  }

  async capability(): ReturnType<Engine['capability']> {
    try {
      refuseMixedContent(this.#options.connection, this.#protocol);
      return { able: true, notes: [] };
    } catch (error) {
      const { message, remedy } = error as EngineError;
      return { able: false, reason: message, remedy };
    }
  }

  async prepare(): Promise<void> {
    refuseMixedContent(this.#options.connection, this.#protocol);
  }

  async dispose(): Promise<void> {}

  async generate(request: GenerateRequest): Promise<Answer[]> {
    const { samples, signal, onAnswer } = request;
    signal?.throwIfAborted();
    refuseMixedContent(this.#options.connection, this.#protocol);
    const answers: Answer[] = [];
    const take = (got: Answer[]) => {
      for (const answer of got) {
        if (answers.length === samples) return;
        answers.push(answer);
        onAnswer?.(answer, answers.length - 1);
      }
    };
    take(await this.#ask(request, 0, this.#ignoresN ? 1 : samples));
    // A server may give fewer than asked for: the others are asked for one at a time.
    if (samples > 1 && answers.length === 1) this.#ignoresN = true;
    while (answers.length < samples) {
      const got = await this.#ask(request, answers.length, 1);
      if (got.length === 0) {
        const { name } = this.#options.connection;
        throw new EngineError(
          'too-few',
          `${name} gave ${answers.length} of the ${samples} answers asked for.`,
        );
      }
      take(got);
    }
    return answers;
  }

  get #protocol(): string | undefined {
    const { pageProtocol } = this.#options;
    return pageProtocol ?? (typeof location === 'undefined' ? undefined : location.protocol);
  }

  /** One request, and again after failures of the server. */
  #ask(request: GenerateRequest, firstSample: number, choices: number): Promise<Answer[]> {
    return this.#queue.run(() => this.#once(request, firstSample, choices), request.signal);
  }

  async #once(request: GenerateRequest, firstSample: number, choices: number): Promise<Answer[]> {
    const { connection, settings, keyFor, silenceSeconds = 120, isOnline = online } = this.#options;
    const key = connection.needsKey ? await keyFor(connection.baseUrl) : undefined;
    if (connection.needsKey && !key) {
      throw new EngineError('wrong-key', `No key is known for ${connection.name} at ${connection.baseUrl}.`, {
        remedy: 'Enter a key for this connection.',
      });
    }
    const wait = deadline(silenceSeconds, connection.name, request.signal);
    const started = performance.now();
    let hasBegun = false;
    try {
      const client = await openClient(connection, key);
      const asking: Asking = {
        client,
        settings,
        request: {
          ...request,
          ...(request.onToken && { onToken: (piece) => ((hasBegun = true), request.onToken!(piece)) }),
        },
        choices,
        firstSample,
        deadline: wait,
      };
      const reply = await (request.onToken ? askStreaming(asking) : askWhole(asking));
      return answersOf(reply, promptLength(request), (performance.now() - started) / 1000);
    } catch (error) {
      request.signal?.throwIfAborted();
      // The deadline's own error, where it was that.
      if (wait.signal.aborted) throw wait.signal.reason;
      const known = toEngineError(error, { connection, model: settings.model, key, isOnline: isOnline() });
      if (hasBegun && known.code === 'unreachable') {
        throw new EngineError(
          'cut-off',
          `The connection to ${connection.name} broke in the middle of an answer.`,
        );
      }
      throw known;
    } finally {
      wait.end();
    }
  }
}

function online(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false;
}

function promptLength({ messages, text }: GenerateRequest): number {
  return text?.length ?? messages!.reduce((sum, { content }) => sum + content.length, 0);
}

function answersOf(reply: Reply, prompt: number, seconds: number): Answer[] {
  const choices = reply.choices.filter((choice): choice is Choice => choice !== undefined);
  const usages = usageOf(
    reply.usage,
    prompt,
    choices.map(({ text }) => text),
  );
  return choices.map(({ text, finish, logprobs }, i) => ({
    text,
    finish: finishes[finish ?? ''] ?? 'stop',
    usage: usages[i],
    seconds,
    model: reply.model,
    ...(reply.fingerprint && { fingerprint: reply.fingerprint }),
    ...(logprobs && { logprobs }),
  }));
}
