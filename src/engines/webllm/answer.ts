import type { ChatCompletionTokenLogprob, CompletionUsage } from '@mlc-ai/web-llm';
import type { Answer, AnswerUsage, GenerateRequest, TokenLogprob } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import type { Chunk, Client, StreamRequest } from './client';

/** As many as WebLLM gives. */
const mostLogprobs = 5;

/**
 * What WebLLM is asked for one answer. Nothing but the temperature shapes the sampling: what a model's own
 * configuration says of `top_p` and penalties is overruled, as it would be at a server.
 */
export function requestFor(request: GenerateRequest, sample: number): StreamRequest {
  const { temperature, maxTokens, stop, seed, topLogprobs } = request;
  const settings = {
    stream: true as const,
    stream_options: { include_usage: true },
    temperature,
    max_tokens: maxTokens,
    top_p: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
    repetition_penalty: 1,
    ...(stop?.length ? { stop } : {}),
    ...(seed === undefined ? {} : { seed: seed + sample }),
    ...(topLogprobs === undefined
      ? {}
      : { logprobs: true, top_logprobs: Math.min(Math.max(0, topLogprobs), mostLogprobs) }),
  };
  return request.text === undefined
    ? { form: 'chat', payload: { ...settings, messages: request.messages } }
    : { form: 'text', payload: { ...settings, prompt: request.text } };
}

/**
 * Has one of a request's answers written.
 *
 * @throws whatever the client throws; EngineError "cut-off" where the answer ends without saying why
 */
export async function answer(client: Client, request: GenerateRequest, sample: number): Promise<Answer> {
  const { signal, onToken } = request;
  const written = new Written(request);
  const startedAt = performance.now();
  const text = await client.write(
    requestFor(request, sample),
    (chunk) => {
      const piece = written.add(chunk);
      if (piece) onToken?.({ sample, text: piece });
    },
    signal,
  );
  return written.answer(text, (performance.now() - startedAt) / 1000);
}

/** What the pieces of a stream add up to. */
class Written {
  readonly #request: GenerateRequest;
  #length = 0;
  #finish?: string;
  #usage?: CompletionUsage;
  #model = '';
  #logprobs?: ChatCompletionTokenLogprob[];
  /** Did the last piece with a log-probability have no text? Then it is that of the end, which is no part of it. */
  #isEndLast = false;

  constructor(request: GenerateRequest) {
    this.#request = request;
  }

  /** @returns the text of the piece */
  add(chunk: Chunk): string {
    this.#model = chunk.model || this.#model;
    this.#usage = chunk.usage ?? this.#usage;
    const [choice] = chunk.choices;
    if (!choice) return '';
    this.#finish = choice.finish_reason ?? this.#finish;
    const text = ('delta' in choice ? choice.delta.content : choice.text) ?? '';
    this.#length += text.length;
    const logprobs = choice.logprobs?.content;
    if (logprobs?.length) {
      (this.#logprobs ??= []).push(...logprobs);
      this.#isEndLast = text === '';
    }
    return text;
  }

  answer(text: string, seconds: number): Answer {
    const finish = this.#finish;
    if (finish !== 'stop' && finish !== 'length') {
      throw new EngineError('cut-off', `The answer broke off after ${this.#length} characters.`);
    }
    const tokensPerSecond = this.#usage?.extra.decode_tokens_per_s;
    return {
      text,
      finish,
      usage: this.#usage ? reported(this.#usage) : estimated(this.#request, text),
      seconds,
      ...(tokensPerSecond ? { tokensPerSecond } : {}),
      model: this.#model,
      ...(this.#logprobs ? { logprobs: this.#tokens(finish) } : {}),
    };
  }

  #tokens(finish: string): TokenLogprob[] {
    const tokens = (this.#logprobs ?? []).map(({ token, logprob, top_logprobs: top }) => ({
      token,
      logprob,
      top: top.map(({ token, logprob }) => ({ token, logprob })),
    }));
    return finish === 'stop' && this.#isEndLast ? tokens.slice(0, -1) : tokens;
  }
}

function reported({ prompt_tokens: input, completion_tokens: output }: CompletionUsage): AnswerUsage {
  return { input, output, source: 'reported' };
}

function estimated({ messages, text: prompt }: GenerateRequest, text: string): AnswerUsage {
  const asked = messages?.map(({ content }) => content).join('') ?? prompt ?? '';
  return { input: Math.ceil(asked.length / 4), output: Math.ceil(text.length / 4), source: 'estimated' };
}
