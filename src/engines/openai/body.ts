import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { CompletionCreateParamsNonStreaming } from 'openai/resources/completions';
import type { GenerateRequest } from '../../core/engine';
import type { OpenaiSettings } from './settings';

/** What decides the body of a request, whether it is sent at once or in a batch. */
export type BodyRequest = Pick<GenerateRequest, 'temperature' | 'maxTokens' | 'stop' | 'topLogprobs'> &
  Pick<GenerateRequest, 'messages' | 'text'>;

/** The most likeliest tokens that the API gives. */
const mostChatLogprobs = 20;
const mostCompletionLogprobs = 5;

function common({ model }: OpenaiSettings, { temperature, stop }: BodyRequest, choices: number) {
  return {
    model,
    temperature,
    ...(stop?.length && { stop }),
    ...(choices > 1 && { n: choices }),
  };
}

/** The body of a request to /chat/completions for so many choices. */
export function chatBody(
  settings: OpenaiSettings,
  request: BodyRequest,
  choices: number,
): ChatCompletionCreateParamsNonStreaming {
  return {
    ...common(settings, request, choices),
    messages: request.messages!,
    [settings.limitName]: request.maxTokens,
    ...(settings.reasoningEffort && { reasoning_effort: settings.reasoningEffort as 'low' }),
    ...(request.topLogprobs !== undefined && {
      logprobs: true,
      top_logprobs: Math.min(mostChatLogprobs, request.topLogprobs),
    }),
  };
}

/** The body of a request to /completions, which knows the limit under its old name only. */
export function completionBody(
  settings: OpenaiSettings,
  request: BodyRequest,
  choices: number,
): CompletionCreateParamsNonStreaming {
  return {
    ...common(settings, request, choices),
    prompt: request.text!,
    max_tokens: request.maxTokens,
    ...(request.topLogprobs !== undefined && {
      logprobs: Math.min(mostCompletionLogprobs, request.topLogprobs),
    }),
  };
}

/** Characters of a prompt, for estimates. */
export function promptLength({ messages, text }: BodyRequest): number {
  return text?.length ?? messages!.reduce((sum, { content }) => sum + content.length, 0);
}
