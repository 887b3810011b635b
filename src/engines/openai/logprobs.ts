import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { CompletionChoice } from 'openai/resources/completions';
import type { TokenLogprob } from '../../core/engine';

/** Log-probabilities as a conversation's answer has them. */
export function chatLogprobs(
  logprobs: ChatCompletion.Choice['logprobs'] | undefined,
): TokenLogprob[] | undefined {
  return logprobs?.content?.map(({ token, logprob, top_logprobs: top }) => ({
    token,
    logprob,
    top: (top ?? []).map((one) => ({ token: one.token, logprob: one.logprob })),
  }));
}

/** Log-probabilities as a completion has them: parallel lists, the likeliest tokens as an object. */
export function completionLogprobs(
  logprobs: CompletionChoice['logprobs'] | undefined,
): TokenLogprob[] | undefined {
  return logprobs?.tokens?.map((token, i) => ({
    token,
    logprob: logprobs.token_logprobs?.[i] ?? -Infinity,
    top: Object.entries(logprobs.top_logprobs?.[i] ?? {}).map(([other, logprob]) => ({
      token: other,
      logprob,
    })),
  }));
}
