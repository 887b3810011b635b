import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../src/core/message';
import { fallbackPrompt } from '../../../../src/engines/wllama/template';

const talk: ChatMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Add.' },
  { role: 'assistant', content: 'Done.' },
  { role: 'user', content: 'Again.' },
];

describe('a conversation with a model that has no template of its own', () => {
  it.each(['codellama-7b-instruct.Q2_K', 'CodeLlama-7b-Instruct-hf', 'Code Llama', 'llama-2-7b-chat'])(
    'is in Llama 2’s form for %s',
    (name) => {
      expect(fallbackPrompt(talk, ['x', name]).text).toBe(
        '[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nAdd. [/INST] Done. </s><s>[INST] Again. [/INST]',
      );
    },
  );

  it.each(['qwen2.5-coder', 'tinyllama-1.1b', 'Llama-3.2-1B'])('is in ChatML for %s', (name) => {
    const { text, stop } = fallbackPrompt(talk, [name]);
    expect(text).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nAdd.<|im_end|>\n' +
        '<|im_start|>assistant\nDone.<|im_end|>\n<|im_start|>user\nAgain.<|im_end|>\n<|im_start|>assistant\n',
    );
    expect(stop).toContain('<|im_end|>');
  });
});
