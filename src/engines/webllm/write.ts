import type { ChatCompletionChunk, Completion, WebWorkerMLCEngine } from '@mlc-ai/web-llm';
import type { Answer, GenerateRequest, TokenLogprob } from '../../core/engine';

/** WebLLM gives at most five. */
const mostLogprobs = 5;

type Usage = { prompt_tokens: number; completion_tokens: number; extra?: { decode_tokens_per_s?: number } };
type Chunk = (ChatCompletionChunk | Completion) & { usage?: Usage | null };

function parameters({ temperature, maxTokens, stop, seed, topLogprobs }: GenerateRequest, sample: number) {
  return {
    temperature,
    max_tokens: maxTokens,
    ...(stop?.length && { stop }),
    ...(seed !== undefined && { seed: seed + sample }),
    ...(topLogprobs !== undefined && { logprobs: true, top_logprobs: Math.min(mostLogprobs, topLogprobs) }),
    stream: true as const,
    stream_options: { include_usage: true },
  };
}

/**
 * One answer, written piece by piece. When aborted, the writing is interrupted and waited for, and the conversation
 * forgotten, so that the next answer starts clean (web-llm issue 447).
 *
 * @throws DOMException when aborted; whatever WebLLM throws, which is mostly a string
 */
export async function write(
  engine: WebWorkerMLCEngine,
  request: GenerateRequest,
  sample: number,
): Promise<Answer> {
  const { messages, text: prompt, signal, onToken } = request;
  signal?.throwIfAborted();
  const started = performance.now();
  const stream: AsyncIterable<Chunk> =
    messages !== undefined
      ? await engine.chat.completions.create({ messages, ...parameters(request, sample) })
      : await engine.completions.create({ prompt: prompt!, ...parameters(request, sample) });
  const interrupt = () => engine.interruptGenerate();
  signal?.addEventListener('abort', interrupt, { once: true });
  let text = '';
  let finish: string | null | undefined;
  let usage: Usage | null | undefined;
  let model = '';
  const logprobs: TokenLogprob[] = [];
  try {
    for await (const chunk of stream) {
      model ||= chunk.model;
      usage = chunk.usage ?? usage;
      const [choice] = chunk.choices;
      if (!choice) continue;
      finish = choice.finish_reason ?? finish;
      const piece = ('delta' in choice ? choice.delta.content : choice.text) ?? '';
      text += piece;
      for (const { token, logprob, top_logprobs: top } of choice.logprobs?.content ?? []) {
        logprobs.push({
          token,
          logprob,
          top: top.map((one) => ({ token: one.token, logprob: one.logprob })),
        });
      }
      if (piece && !signal?.aborted) onToken?.({ sample, text: piece });
    }
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
  if (signal?.aborted) {
    await engine.resetChat();
    throw signal.reason;
  }
  const speed = usage?.extra?.decode_tokens_per_s;
  return {
    text,
    finish: finish === 'length' ? 'length' : 'stop',
    usage: usage
      ? { input: usage.prompt_tokens, output: usage.completion_tokens, source: 'reported' }
      : { input: 0, output: Math.ceil(text.length / 4), source: 'estimated' },
    seconds: (performance.now() - started) / 1000,
    ...(speed && { tokensPerSecond: speed }),
    model,
    ...(logprobs.length && { logprobs }),
  };
}
