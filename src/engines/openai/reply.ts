import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { Completion } from 'openai/resources/completions';
import type { Answer, TokenLogprob } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { chatLogprobs, completionLogprobs } from './logprobs';
import { type ReportedUsage, usageOf } from './usage';

/** One choice, as it is gathered. */
export interface Choice {
  text: string;
  finish?: string | null;
  /** The model declined to answer. */
  isRefusal?: boolean;
  logprobs?: TokenLogprob[];
}

/** What one request brought. */
export interface Reply {
  /** In the places of the samples that were asked for; with holes where a stream left some out. */
  choices: (Choice | undefined)[];
  usage?: ReportedUsage | null;
  model: string;
  fingerprint?: string;
  /** Did it break off, so that only the choices that were complete by then are here? */
  isBroken?: boolean;
}

/** An answer with its place among the choices of its request. */
export interface Placed {
  place: number;
  answer: Answer;
}

const finishes: Record<string, Answer['finish']> = { length: 'length', content_filter: 'filtered' };

/** The model and the version that answered, as the server names them. */
export function namedBy(reply: unknown, model: string): Pick<Reply, 'model' | 'fingerprint'> {
  const named = reply as { model?: unknown; system_fingerprint?: unknown };
  const { system_fingerprint: fingerprint } = named;
  return {
    model: typeof named.model === 'string' && named.model ? named.model : model,
    ...(typeof fingerprint === 'string' && fingerprint && { fingerprint }),
  };
}

/** @throws EngineError 'not-an-answer' where it isn't a reply of the API's */
export function choicesOf(reply: unknown): { index?: number }[] {
  const choices = (reply as { choices?: unknown } | null | undefined)?.choices;
  if (Array.isArray(choices)) return choices as { index?: number }[];
  const kind = typeof reply === 'string' ? 'a page of text' : 'something without “choices”';
  throw new EngineError('not-an-answer', `The server answered with ${kind}, not with an answer of this API.`);
}

/**
 * Reads the whole reply to a request, of either form.
 *
 * @param model as it was asked for
 * @throws EngineError 'not-an-answer'
 */
export function readReply(reply: unknown, model: string): Reply {
  try {
    // By their order, not by their index: some servers number all of them 0.
    const choices = choicesOf(reply).map((choice) => readChoice(choice as ChatCompletion.Choice));
    return { choices, usage: (reply as ChatCompletion).usage, ...namedBy(reply, model) };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('not-an-answer', 'The server’s answer has not the form of this API.');
  }
}

function readChoice(choice: ChatCompletion.Choice | Completion['choices'][number]): Choice {
  const finish = choice.finish_reason;
  if ('text' in choice && typeof choice.text === 'string') {
    return { text: choice.text, finish, logprobs: completionLogprobs(choice.logprobs) };
  }
  const { message, logprobs } = choice as ChatCompletion.Choice;
  if (!message) {
    throw new EngineError('not-an-answer', 'The server answered with a choice without a message.');
  }
  const text = message.content ?? message.refusal ?? '';
  if (typeof text !== 'string') {
    throw new EngineError('not-an-answer', 'The server answered with a message that is no text.');
  }
  return { text, finish, isRefusal: Boolean(message.refusal), logprobs: chatLogprobs(logprobs) };
}

/**
 * The answers of a reply, billed together.
 *
 * @param promptLength characters, for an estimate where the server reports no usage
 */
export function answersOf(reply: Reply, promptLength: number, seconds: number): Placed[] {
  const placed = reply.choices.flatMap((choice, place) => (choice ? [{ place, choice }] : []));
  const usages = usageOf(
    reply.usage,
    promptLength,
    placed.map(({ choice }) => choice.text),
  );
  return placed.map(({ place, choice: { text, finish, isRefusal, logprobs } }, i) => ({
    place,
    answer: {
      text,
      finish: isRefusal ? 'filtered' : (finishes[finish ?? ''] ?? 'stop'),
      usage: usages[i],
      seconds,
      model: reply.model,
      ...(reply.fingerprint && { fingerprint: reply.fingerprint }),
      ...(logprobs && { logprobs }),
    },
  }));
}
