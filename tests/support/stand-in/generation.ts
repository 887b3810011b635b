import { randomUUID } from 'node:crypto';

/** What the script that answers is told. */
export interface Asked {
  model: string;
  /** The last message of the conversation, or the text to go on from. */
  prompt: string;
  /** The body as it was sent. */
  body: Record<string, unknown>;
  /** Which of the n choices. */
  sample: number;
}

/** An answer with more than its text. */
export interface Scripted {
  text: string;
  finish?: 'stop' | 'length' | 'content_filter';
  /** The model declines: there is no content then. */
  refusal?: string;
  /** Log-probabilities of the likeliest tokens, place by place; invented where they aren't given. */
  top?: Record<string, number>[];
}

export type Script = (asked: Asked) => string | Scripted;

const tokensOf = (text: string) => text.match(/\s*\S{1,4}/g) ?? [];

interface Choice {
  text: string;
  tokens: string[];
  finish: 'stop' | 'length' | 'content_filter';
  refusal?: string;
  top?: Record<string, number>[];
}

/** The n choices of a request, as long as they may be. */
export function choose(
  body: Record<string, unknown>,
  prompt: string,
  script: Script,
  most = Infinity,
): Choice[] {
  const n = Math.min(Number(body.n ?? 1), most);
  const limit = Number(body.max_completion_tokens ?? body.max_tokens ?? Infinity);
  const stops = ([] as string[]).concat((body.stop as string | string[] | undefined) ?? []);
  return Array.from({ length: n }, (_, sample) => {
    const scripted = script({ model: String(body.model), prompt, body, sample });
    const { top, refusal, finish = 'stop' } = typeof scripted === 'string' ? ({} as Scripted) : scripted;
    let text = typeof scripted === 'string' ? scripted : scripted.text;
    for (const stop of stops) if (text.includes(stop)) text = text.slice(0, text.indexOf(stop));
    const tokens = tokensOf(text);
    if (tokens.length <= limit) return { text, tokens, finish, refusal, top };
    const cut = tokens.slice(0, limit);
    return { text: cut.join(''), tokens: cut, finish: 'length', refusal, top };
  });
}

export function promptOf(body: Record<string, unknown>): string {
  if (typeof body.prompt === 'string') return body.prompt;
  const messages = body.messages as { content: string }[] | undefined;
  return messages?.at(-1)?.content ?? '';
}

export function usageOf(prompt: string, choices: readonly Choice[]) {
  const promptTokens = tokensOf(prompt).length;
  const completionTokens = choices.reduce((sum, { tokens }) => sum + tokens.length, 0);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** The likeliest tokens at a place: as scripted, or the token itself, and digits after it. */
function alternatives(
  token: string,
  count: number,
  scripted: Record<string, number> | undefined,
): [string, number][] {
  if (scripted) {
    return Object.entries(scripted)
      .sort(([, a], [, b]) => b - a)
      .slice(0, count);
  }
  const others = ['1', '2', '3', '4', '5'].filter((other) => other !== token);
  return [
    [token, -0.1] as [string, number],
    ...others.map((other, i): [string, number] => [other, -2.4 - i]),
  ].slice(0, count);
}

function chatLogprobs({ tokens, top: scripted }: Choice, body: Record<string, unknown>) {
  if (!body.logprobs) return null;
  const top = Number(body.top_logprobs ?? 0);
  return {
    content: tokens.map((token, i) => ({
      token,
      logprob: scripted?.[i]?.[token] ?? -0.1,
      bytes: [...Buffer.from(token)],
      top_logprobs: alternatives(token, top, scripted?.[i]).map(([other, logprob]) => ({
        token: other,
        logprob,
        bytes: null,
      })),
    })),
    refusal: null,
  };
}

function completionLogprobs({ tokens, top }: Choice, body: Record<string, unknown>) {
  if (typeof body.logprobs !== 'number') return null;
  const count = body.logprobs;
  return {
    tokens,
    token_logprobs: tokens.map((token, i) => top?.[i]?.[token] ?? -0.1),
    top_logprobs: tokens.map((token, i) => Object.fromEntries(alternatives(token, count, top?.[i]))),
    text_offset: tokens.map((_, i) => tokens.slice(0, i).join('').length),
  };
}

interface Form {
  object: string;
  chunk: string;
  id: string;
  choice(choice: Choice, index: number, body: Record<string, unknown>): object;
  piece(
    text: string,
    index: number,
    finish: string | null,
    logprobs: object | null,
    isRefusal?: boolean,
  ): object;
  logprobs(choice: Choice, body: Record<string, unknown>): object | null;
}

export const chatForm: Form = {
  object: 'chat.completion',
  chunk: 'chat.completion.chunk',
  id: 'chatcmpl',
  choice: (choice, index, body) => ({
    index,
    message: {
      role: 'assistant',
      content: choice.refusal === undefined ? choice.text : null,
      refusal: choice.refusal ?? null,
    },
    logprobs: chatLogprobs(choice, body),
    finish_reason: choice.finish,
  }),
  piece: (text, index, finish, logprobs, isRefusal) => ({
    index,
    delta: finish ? {} : isRefusal ? { refusal: text } : { content: text },
    logprobs,
    finish_reason: finish,
  }),
  logprobs: chatLogprobs,
};

export const completionForm: Form = {
  object: 'text_completion',
  chunk: 'text_completion',
  id: 'cmpl',
  choice: (choice, index, body) => ({
    text: choice.text,
    index,
    logprobs: completionLogprobs(choice, body),
    finish_reason: choice.finish,
  }),
  piece: (text, index, finish, logprobs) => ({ text, index, logprobs, finish_reason: finish }),
  logprobs: completionLogprobs,
};

const head = (form: Form, body: Record<string, unknown>, object: string) => ({
  id: `${form.id}-${randomUUID().slice(0, 12)}`,
  object,
  created: Math.floor(Date.now() / 1000),
  model: `${String(body.model)}-served`,
  system_fingerprint: 'fp_standin',
});

/** The whole answer of a request. */
export function wholeReply(form: Form, body: Record<string, unknown>, choices: Choice[], withUsage = true) {
  return {
    ...head(form, body, form.object),
    choices: choices.map((choice, i) => form.choice(choice, i, body)),
    ...(withUsage && { usage: usageOf(promptOf(body), choices) }),
  };
}

/** The events of a streamed answer: the choices' tokens in turn, each choice's end after its last, and the usage. */
export function* streamedReply(
  form: Form,
  body: Record<string, unknown>,
  choices: Choice[],
  withUsage = true,
) {
  const common = head(form, body, form.chunk);
  const lists = choices.map((choice, index) => {
    const isRefusal = choice.refusal !== undefined;
    const pieces = (isRefusal ? tokensOf(choice.refusal!) : choice.tokens).map((token, at) => {
      const logprobs = form.logprobs({ ...choice, tokens: [token], top: choice.top?.slice(at) }, body);
      return form.piece(token, index, null, logprobs, isRefusal);
    });
    return [...pieces, form.piece('', index, choice.finish, null)];
  });
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let at = 0; at < longest; at++) {
    for (const list of lists) if (at < list.length) yield { ...common, choices: [list[at]], usage: null };
  }
  const wantsUsage = (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage;
  if (wantsUsage && withUsage) yield { ...common, choices: [], usage: usageOf(promptOf(body), choices) };
}
