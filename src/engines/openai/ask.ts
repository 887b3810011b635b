import type { OpenAI } from 'openai';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Completion } from 'openai/resources/completions';
import type { GenerateRequest } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { chatBody, completionBody } from './body';
import type { Deadline } from './deadline';
import { chatLogprobs, completionLogprobs } from './logprobs';
import { type Choice, choicesOf, namedBy, readReply, type Reply } from './reply';
import type { OpenaiSettings } from './settings';

export interface Asking {
  client: OpenAI;
  settings: OpenaiSettings;
  request: GenerateRequest;
  /** How many choices this request asks for. */
  choices: number;
  /** Told of text as it is written, with its place among the choices. */
  onText?: (text: string, place: number) => void;
  deadline: Deadline;
}

/** Asks once, for all of the answer. */
export async function askWhole(asking: Asking): Promise<Reply> {
  const { client, settings, request, choices, deadline } = asking;
  const options = { signal: deadline.signal };
  const reply: unknown =
    request.messages !== undefined
      ? await client.chat.completions.create(chatBody(settings, request, choices), options)
      : await client.completions.create(completionBody(settings, request, choices), options);
  deadline.throwIfOver();
  return readReply(reply, settings.model);
}

/**
 * Asks once, and tells of the text as it is written. Where it breaks off after some of the choices were complete,
 * those are the reply: they are paid for.
 */
export async function askStreaming(asking: Asking): Promise<Reply> {
  const reply: Reply = { choices: [], model: asking.settings.model };
  try {
    await gatherAll(asking, reply);
    return reply;
  } catch (error) {
    const whole = reply.choices.map((choice) => (choice?.finish ? choice : undefined));
    if (!whole.some((choice) => choice)) throw error;
    return { ...reply, choices: whole, isBroken: true };
  }
}

async function gatherAll(asking: Asking, reply: Reply): Promise<void> {
  const { client, settings, request, choices, onText, deadline } = asking;
  const options = { signal: deadline.signal };
  const streaming = { stream: true, stream_options: { include_usage: true } } as const;
  const stream: AsyncIterable<ChatCompletionChunk | Completion> =
    request.messages !== undefined
      ? await client.chat.completions.create(
          { ...chatBody(settings, request, choices), ...streaming },
          options,
        )
      : await client.completions.create(
          { ...completionBody(settings, request, choices), ...streaming },
          options,
        );
  for await (const chunk of stream) {
    deadline.touch();
    if (chunk.usage) reply.usage = chunk.usage;
    Object.assign(reply, namedBy(chunk, settings.model));
    for (const piece of choicesOf(chunk)) gather(reply.choices, piece as Piece, onText);
  }
  // The package ends a stream that was aborted as if it were whole.
  deadline.throwIfOver();
  if (reply.choices.length === 0) {
    throw new EngineError(
      'not-an-answer',
      'The server answered with something that is no stream of this API.',
    );
  }
  if (reply.choices.some((choice) => choice && !choice.finish)) {
    throw new EngineError('cut-off', 'The connection ended in the middle of an answer.');
  }
}

type Piece = (ChatCompletionChunk.Choice | Completion['choices'][number]) & {
  delta?: { content?: string | null; refusal?: string | null };
};

function gather(choices: (Choice | undefined)[], piece: Piece, onText: Asking['onText']): void {
  const place = piece.index ?? 0;
  const choice = (choices[place] ??= { text: '' });
  const text = ('text' in piece ? piece.text : (piece.delta?.content ?? piece.delta?.refusal)) ?? '';
  choice.text += text;
  if (piece.delta?.refusal) choice.isRefusal = true;
  if (piece.finish_reason) choice.finish = piece.finish_reason;
  const logprobs =
    'text' in piece
      ? completionLogprobs(piece.logprobs as Completion['choices'][number]['logprobs'])
      : chatLogprobs(piece.logprobs as ChatCompletion.Choice['logprobs']);
  if (logprobs) (choice.logprobs ??= []).push(...logprobs);
  if (text) onText?.(text, place);
}
