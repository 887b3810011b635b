import type { EnginePrompt } from '../../core/engine';

/** How a model is trained and asked: text that it goes on from, or a conversation. */
export type TuningForm = 'completion' | 'chat';

/** Ends every completion prompt, in training and after, so that the model knows where the task ends. */
export const separator = '\n\n###\n\n';

/** What a chat model is told before each task, in training and after: our words, the paper trained no chat model. */
export const chatInstruction =
  'You rate the complexity of programming tasks. Answer with the level alone, as a number.';

/**
 * The prompt that a model is trained to answer with a level.
 *
 * @param text of the task, with the tests that a router may see (`textOf` of the features)
 */
export function tuningPrompt(text: string, form: TuningForm): EnginePrompt {
  if (form === 'completion') return { text: text + separator };
  return {
    messages: [
      { role: 'system', content: chatInstruction },
      { role: 'user', content: text },
    ],
  };
}
