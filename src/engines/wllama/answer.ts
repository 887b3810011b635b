import type { ChatCompletionChunk, RawCompletionChunk } from '@wllama/wllama';
import type { Answer, GenerateRequest, TokenLogprob } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { isUntellable } from './failures';
import type { LoadedModel } from './load';
import { fallbackPrompt } from './template';

/** llama.cpp's server gives log-probabilities so in conversations and in texts to go on from, whatever wllama's types say. */
interface Logprobs {
  content?: { token: string; logprob: number; top_logprobs: { token: string; logprob: number }[] }[] | null;
}

type Chunk = ChatCompletionChunk | RawCompletionChunk;

/**
 * One answer of a model. Where its log-probabilities can't be told, it comes without them.
 *
 * @param sample which of the request's samples
 * @param label what the model is called outside
 * @throws wllama's errors, once the model is free again: as the request's signal is aborted, too
 */
export async function answerOnce(
  model: LoadedModel,
  request: GenerateRequest,
  sample: number,
  label: string,
): Promise<Answer> {
  // Chosen here where it wasn't, so that the same answer can be asked for again.
  const seed = request.seed ?? Math.floor(Math.random() * 2 ** 31);
  let told = 0;
  const tell = (skip: number) => {
    let length = 0;
    return (text: string) => {
      const fresh = text.slice(Math.max(0, skip - length));
      length += text.length;
      told = Math.max(told, length);
      if (fresh && !request.signal?.aborted) request.onToken?.({ sample, text: fresh });
    };
  };
  model.log.length = 0;
  try {
    return await attempt(model, { ...request, seed }, sample, label, tell(0));
  } catch (error) {
    if (request.topLogprobs === undefined || !isUntellable(error, model.log)) throw error;
    request.signal?.throwIfAborted();
    return attempt(model, { ...request, seed, topLogprobs: undefined }, sample, label, tell(told));
  }
}

async function attempt(
  model: LoadedModel,
  request: GenerateRequest,
  sample: number,
  label: string,
  tell: (text: string) => void,
): Promise<Answer> {
  const started = performance.now();
  const parts: string[] = [];
  const logprobs: TokenLogprob[] = [];
  let finish: string | null | undefined;
  let last: Chunk | undefined;
  let usage: Chunk['usage'];

  const onData = (chunk: Chunk) => {
    last = chunk;
    usage = chunk.usage ?? usage;
    const choice = chunk.choices.at(0);
    if (!choice) return;
    finish = choice.finish_reason ?? finish;
    for (const { token, logprob, top_logprobs: top } of (choice.logprobs as Logprobs | null)?.content ?? []) {
      logprobs.push({ token, logprob, top: top.map(({ token, logprob }) => ({ token, logprob })) });
    }
    const text = 'delta' in choice ? (choice.delta.content ?? '') : choice.text;
    if (!text) return;
    parts.push(text);
    tell(text);
  };

  await ask(model, request, sample, label, onData);
  if (!last || !finish || !usage) throw new EngineError('cut-off', 'The answer of the model broke off.');
  const { timings } = last;
  return {
    text: parts.join(''),
    finish: finish === 'length' ? 'length' : 'stop',
    usage: { input: usage.prompt_tokens, output: usage.completion_tokens, source: 'reported' },
    seconds: (performance.now() - started) / 1000,
    ...(timings ? { tokensPerSecond: timings.predicted_per_second } : {}),
    model: model.name ?? label,
    fingerprint: `llama.cpp ${model.version}`,
    ...(request.topLogprobs === undefined ? {} : { logprobs }),
  };
}

async function ask(
  { wllama, name, hasTemplate }: LoadedModel,
  request: GenerateRequest,
  sample: number,
  label: string,
  onData: (chunk: Chunk) => void,
): Promise<void> {
  const { messages, temperature, maxTokens, stop = [], seed, topLogprobs, signal } = request;
  const common = {
    ...{ stream: true as const, onData, abortSignal: signal },
    stream_options: { include_usage: true },
    ...{ temperature, max_tokens: maxTokens },
    ...(seed === undefined ? {} : { seed: (seed + sample) >>> 0 }),
    // Temperature alone shapes the choice, as with a server that is told nothing else.
    ...{ top_k: 0, top_p: 1, min_p: 0 },
    // The first sample works the prompt out anew, so that what was asked before changes no answer; the others
    // begin where it began.
    cache_prompt: sample > 0,
  };
  if (messages && hasTemplate) {
    // llama.cpp takes `stop` here too, although wllama's types don't say so.
    const chat = {
      ...{ ...common, messages, stop },
      ...(topLogprobs === undefined ? {} : { logprobs: true, top_logprobs: topLogprobs }),
    };
    await wllama.createChatCompletion(chat);
    return;
  }
  const names = [label, ...(name ? [name] : [])];
  const raw = messages ? fallbackPrompt(messages, names) : { text: request.text, stop: [] };
  await wllama.createCompletion({
    ...common,
    ...(topLogprobs === undefined ? {} : { logprobs: topLogprobs }),
    prompt: raw.text,
    stop: [...stop, ...raw.stop],
  });
}
