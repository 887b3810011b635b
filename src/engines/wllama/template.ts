import type { ChatMessage } from '../../core/message';

/** A conversation as the text that a model goes on from. */
export interface RawPrompt {
  text: string;
  /** What ends the model's turn, besides its own end tokens. */
  stop: string[];
}

/**
 * A conversation for a model whose file has no template of its own: Llama 2's where the name says that it is Code
 * Llama or Llama 2 (files converted in 2023 have none), ChatML otherwise, as llama.cpp does it.
 *
 * @param names what the model is called, in its file and outside
 */
export function fallbackPrompt(messages: readonly ChatMessage[], names: readonly string[]): RawPrompt {
  const isLlama2 = names.some((name) => /code-?_?\s?llama|llama-?_?\s?2\b/i.test(name));
  return isLlama2 ? llama2(messages) : chatMl(messages);
}

function chatMl(messages: readonly ChatMessage[]): RawPrompt {
  const turns = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
  return { text: `${turns.join('')}<|im_start|>assistant\n`, stop: ['<|im_end|>', '<|im_start|>'] };
}

/** The first beginning mark is the tokenizer's to add. */
function llama2(messages: readonly ChatMessage[]): RawPrompt {
  let text = '';
  let system = '';
  for (const { role, content } of messages) {
    if (role === 'system') {
      system = `<<SYS>>\n${content}\n<</SYS>>\n\n`;
    } else if (role === 'user') {
      text += `${text ? '<s>' : ''}[INST] ${system}${content.trim()} [/INST]`;
      system = '';
    } else {
      text += ` ${content.trim()} </s>`;
    }
  }
  return { text, stop: ['[INST]', '</s>'] };
}
