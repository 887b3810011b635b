import type { OpenAI } from 'openai';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Completion } from 'openai/resources/completions';
import type { GenerateRequest, TokenLogprob } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import type { Deadline } from './deadline';
import { chatLogprobs, completionLogprobs } from './logprobs';
import type { OpenaiSettings } from './settings';
import type { ReportedUsage } from './usage';

/** One choice, as it is gathered. */
export interface Choice {
  text: string;
  finish?: string | null;
  logprobs?: TokenLogprob[];
}

/** What one request brought. */
export interface Reply {
  /** By their index; with holes where a server leaves some out. */
  choices: Choice[];
  usage?: ReportedUsage | null;
  model: string;
  fingerprint?: string;
}

export interface Asking {
  client: OpenAI;
  settings: OpenaiSettings;
  request: GenerateRequest;
  /** How many choices this request asks for, and the sample that its first one is. */
  choices: number;
  firstSample: number;
  deadline: Deadline;
}

type AnyReply = (ChatCompletion | Completion | ChatCompletionChunk) & { model?: string };

/** What all four forms of the request have in common. */
function common({ settings, request, choices }: Asking) {
  const { temperature, maxTokens, stop } = request;
  return {
    model: settings.model,
    temperature,
    [settings.limitName]: maxTokens,
    ...(stop?.length && { stop }),
    ...(choices > 1 && { n: choices }),
  };
}

function chatBody(asking: Asking) {
  const { settings, request } = asking;
  return {
    ...common(asking),
    messages: request.messages!,
    ...(settings.reasoningEffort && { reasoning_effort: settings.reasoningEffort as 'low' }),
    ...(request.topLogprobs !== undefined && {
      logprobs: true,
      top_logprobs: Math.min(20, request.topLogprobs),
    }),
  };
}

function completionBody(asking: Asking) {
  const { request } = asking;
  return {
    ...common(asking),
    prompt: request.text!,
    ...(request.topLogprobs !== undefined && { logprobs: Math.min(5, request.topLogprobs) }),
  };
}

function named(reply: AnyReply, settings: OpenaiSettings): Pick<Reply, 'model' | 'fingerprint'> {
  const { model, system_fingerprint: fingerprint } = reply as {
    model?: string;
    system_fingerprint?: string | null;
  };
  return { model: model || settings.model, ...(fingerprint && { fingerprint }) };
}

/** @throws EngineError 'not-an-answer' where it isn't a reply of the API's */
function choicesOf(reply: unknown): { index?: number }[] {
  const choices = (reply as { choices?: unknown } | null)?.choices;
  if (Array.isArray(choices)) return choices as { index?: number }[];
  const kind = typeof reply === 'string' ? 'a page of text' : 'something without “choices”';
  throw new EngineError('not-an-answer', `The server answered with ${kind}, not with an answer of this API.`);
}

function readChoice(choice: ChatCompletion.Choice | Completion['choices'][number]): Choice {
  const finish = choice.finish_reason;
  if ('message' in choice) {
    const { message, logprobs } = choice;
    if (!message)
      throw new EngineError('not-an-answer', 'The server answered with a choice without a message.');
    return { text: message.content ?? message.refusal ?? '', finish, logprobs: chatLogprobs(logprobs) };
  }
  const { text, logprobs } = choice as Completion['choices'][number];
  if (typeof text !== 'string') {
    throw new EngineError('not-an-answer', 'The server answered with a choice without a text.');
  }
  return { text, finish, logprobs: completionLogprobs(logprobs) };
}

/** Asks once, for all of the answer. */
export async function askWhole(asking: Asking): Promise<Reply> {
  const { client, settings, request, deadline } = asking;
  const options = { signal: deadline.signal };
  const reply: ChatCompletion | Completion =
    request.messages !== undefined
      ? await client.chat.completions.create(chatBody(asking), options)
      : await client.completions.create(completionBody(asking), options);
  deadline.throwIfOver();
  const choices: Choice[] = [];
  choicesOf(reply).forEach((choice, i) => {
    choices[choice.index ?? i] = readChoice(choice as ChatCompletion.Choice);
  });
  return { choices, usage: reply.usage, ...named(reply, settings) };
}

/** Asks once, and tells of the text as it is written. */
export async function askStreaming(asking: Asking): Promise<Reply> {
  const { client, settings, request, firstSample, deadline } = asking;
  const options = { signal: deadline.signal };
  const streaming = { stream: true, stream_options: { include_usage: true } } as const;
  const stream: AsyncIterable<ChatCompletionChunk | Completion> =
    request.messages !== undefined
      ? await client.chat.completions.create({ ...chatBody(asking), ...streaming }, options)
      : await client.completions.create({ ...completionBody(asking), ...streaming }, options);
  const reply: Reply = { choices: [], model: settings.model };
  let pieces = 0;
  for await (const chunk of stream) {
    deadline.touch();
    if (chunk.usage) reply.usage = chunk.usage;
    Object.assign(reply, named(chunk, settings));
    for (const piece of choicesOf(chunk)) {
      pieces++;
      gather(reply.choices, piece as Piece, (text, index) =>
        request.onToken?.({ sample: firstSample + index, text }),
      );
    }
  }
  // The package ends a stream that was aborted as if it were whole.
  deadline.throwIfOver();
  if (pieces === 0) {
    throw new EngineError(
      'not-an-answer',
      'The server answered with something that is no stream of this API.',
    );
  }
  if (reply.choices.some(({ finish }) => !finish)) {
    throw new EngineError('cut-off', 'The connection ended in the middle of an answer.');
  }
  return reply;
}

type Piece = (ChatCompletionChunk.Choice | Completion['choices'][number]) & {
  delta?: { content?: string | null };
};

function gather(choices: Choice[], piece: Piece, tell: (text: string, index: number) => void): void {
  const index = piece.index ?? 0;
  const choice = (choices[index] ??= { text: '' });
  const text = ('text' in piece ? piece.text : piece.delta?.content) ?? '';
  choice.text += text;
  if (piece.finish_reason) choice.finish = piece.finish_reason;
  const logprobs =
    'text' in piece
      ? completionLogprobs(piece.logprobs as Completion['choices'][number]['logprobs'])
      : chatLogprobs(piece.logprobs as ChatCompletion.Choice['logprobs']);
  if (logprobs) (choice.logprobs ??= []).push(...logprobs);
  if (text) tell(text, index);
}
