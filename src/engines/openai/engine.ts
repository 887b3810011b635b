import type { Answer, Engine, GenerateRequest } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { type Asking, askStreaming, askWhole } from './ask';
import { askServer, pageProtocol } from './ask-server';
import { promptLength } from './body';
import { refuseMixedContent, refusesN } from './errors';
import { RequestQueue } from './queue';
import { answersOf, type Placed } from './reply';
import type { Connection, OpenaiSettings } from './settings';

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

/** A model of a server that speaks OpenAI's API. */
export class OpenaiEngine implements Engine {
  readonly #options: OpenaiEngineOptions;
  readonly #queue: RequestQueue;
  /** Some servers answer one choice however many are asked for, or refuse: once seen, they are asked one by one. */
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
    const { name } = this.#options.connection;
    signal?.throwIfAborted();
    refuseMixedContent(this.#options.connection, this.#protocol);
    const answers = new Map<number, Answer>();
    const missing = () =>
      Array.from({ length: samples }, (_, sample) => sample).filter((at) => !answers.has(at));
    const ask = async (firstSample: number, choices: number) => {
      const got = await this.#ask(request, firstSample, choices);
      for (const { place, answer } of got.slice(0, choices)) {
        answers.set(firstSample + place, answer);
        onAnswer?.(answer, firstSample + place);
      }
      return got.length;
    };
    if (samples > 1 && !this.#ignoresN) await ask(0, samples);
    // A server may give fewer than asked for: the others are asked for one at a time.
    for (const sample of missing()) {
      if ((await ask(sample, 1)) > 0) continue;
      throw new EngineError('too-few', `${name} gave ${answers.size} of the ${samples} answers asked for.`);
    }
    return Array.from({ length: samples }, (_, sample) => answers.get(sample)!);
  }

  get #protocol(): string | undefined {
    return this.#options.pageProtocol ?? pageProtocol();
  }

  /** One request, and again after failures of the server. */
  #ask(request: GenerateRequest, firstSample: number, choices: number): Promise<Placed[]> {
    return this.#queue.run(() => this.#once(request, firstSample, choices), request.signal);
  }

  async #once(request: GenerateRequest, firstSample: number, choices: number): Promise<Placed[]> {
    const { connection, settings, keyFor, silenceSeconds = 120, isOnline } = this.#options;
    const { signal, onToken } = request;
    const listener = guarded(
      onToken && ((text: string, place: number) => onToken({ sample: firstSample + place, text })),
    );
    const key = connection.needsKey ? await keyFor(connection.baseUrl) : undefined;
    const started = performance.now();
    try {
      const reply = await askServer(
        connection,
        {
          key,
          signal,
          silenceSeconds,
          isOnline: isOnline?.(),
          pageProtocol: this.#protocol,
          model: settings.model,
        },
        async (client, deadline) => {
          const asking: Asking = { client, settings, request, choices, onText: listener.call, deadline };
          try {
            return await (onToken ? askStreaming(asking) : askWhole(asking));
          } catch (error) {
            if (choices === 1 || !refusesN(error)) throw error;
            this.#ignoresN = true;
            return { choices: [], model: settings.model };
          }
        },
      );
      listener.throwIfFailed();
      // Some servers answer with one choice however many are asked for.
      const placed = answersOf(reply, promptLength(request), (performance.now() - started) / 1000);
      if (choices > 1 && placed.length === 1 && !reply.isBroken) this.#ignoresN = true;
      return placed;
    } catch (error) {
      listener.throwIfFailed();
      throw error;
    }
  }
}

/** A listener whose own failure is told as it is, and not taken for one of the server's. */
function guarded(listen: ((text: string, place: number) => void) | undefined) {
  let failure: { error: unknown } | undefined;
  return {
    call: (text: string, place: number) => {
      try {
        listen?.(text, place);
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    },
    throwIfFailed: () => {
      if (failure) throw failure.error;
    },
  };
}
