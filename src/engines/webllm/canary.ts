import type { GenerateRequest } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { answer } from './answer';
import type { Client } from './client';
import { looksGarbled } from './garbled';

/** Something that any of the models can do, so that what comes back tells whether the GPU reckons rightly. */
const canary: GenerateRequest = {
  messages: [
    {
      role: 'user',
      content:
        'Write a Python function add(a, b) that returns the sum of a and b. Answer with the code only.',
    },
  ],
  samples: 1,
  temperature: 0,
  maxTokens: 32,
};

/**
 * Tries a freshly loaded model: on some drivers it answers with gibberish, which must not be counted as a wrong
 * answer of the model.
 *
 * @throws EngineError "garbled"
 * @throws whatever the client throws
 */
export async function tryOut(client: Client, signal: AbortSignal | undefined): Promise<void> {
  const { text } = await answer(client, { ...canary, signal }, 0);
  if (!looksGarbled(text)) return;
  const begin = text.trim().slice(0, 60);
  throw new EngineError(
    'garbled',
    `The model answers with gibberish on this GPU${begin ? `: “${begin}”` : ', or with nothing at all'}.`,
  );
}
