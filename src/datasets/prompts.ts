import type { ChatMessage } from '../core/message';
import {
  description,
  isCode,
  paragraphs,
  type PromptTask,
  setupPart,
  shownTests,
  type VisibleTests,
} from './prompt-parts';
import { signatureOf } from './signature';

/** The two prompts of section 3.2: one with instructions for the larger models, a bare one for Code Llama. */
export type PromptStyle = 'instructed' | 'bare';

export interface PromptSettings {
  style: PromptStyle;
  visibleTests: VisibleTests;
}

/** The styles with what to call them. The paper describes its prompts and doesn't print them: the words are ours. */
export const promptStyles: { id: PromptStyle; name: string; note: string }[] = [
  {
    id: 'instructed',
    name: 'With instructions',
    note: 'for the larger models: only code, no explanation, the function defined as in the assertions',
  },
  {
    id: 'bare',
    name: 'Bare',
    note: 'for Code Llama, which did badly with instructions: the description and the function’s format',
  },
];

export const systemPrompt =
  'You write Python. Answer with Python code only, without any explanation before or after it. ' +
  'Define the function exactly as the assertions call it: the same name, and the same arguments in the same order.';

// translate: no
function instructed(task: PromptTask, visible: VisibleTests): string {
  const { header = '' } = signatureOf(task) ?? {};
  const tests = shownTests(task, visible);
  if (isCode(task, header)) {
    return paragraphs('Complete this function, and answer with all of it.', description(task));
  }
  return paragraphs(
    description(task),
    header && `Define the function like this:\n${header}`,
    setupPart(task),
    tests.length
      ? `Your code must satisfy ${tests.length === 1 ? 'this assertion' : 'these assertions'}:\n${tests.join('\n')}`
      : undefined,
  );
}

function bare(task: PromptTask, visible: VisibleTests): string {
  const { header = '' } = signatureOf(task) ?? {};
  if (isCode(task, header)) return description(task);
  return paragraphs(description(task), header, setupPart(task), shownTests(task, visible).join('\n'));
}

/** The prompt for a model that is talked to. */
export function chatMessages(task: PromptTask, { style, visibleTests }: PromptSettings): ChatMessage[] {
  if (style === 'bare') return [{ role: 'user', content: bare(task, visibleTests) }];
  return [
    { role: 'system', content: systemPrompt },
    { role: 'user', content: instructed(task, visibleTests) },
  ];
}

/** A prompt for a model that goes on writing. */
export interface CompletionPrompt {
  text: string;
  /** The code at the end of the text that the model goes on from: it belongs before its answer when that is judged. */
  opening: string;
}

/** The prompt for a model that completes text: the task as a docstring, then the function's first line. */
export function completionPrompt(
  task: PromptTask,
  { style, visibleTests }: PromptSettings,
): CompletionPrompt {
  const { header = '' } = signatureOf(task) ?? {};
  if (isCode(task, header)) return { text: task.prompt, opening: task.prompt };
  // translate: no
  const order = style === 'instructed' ? 'Only code, defined as in the assertions.' : undefined;
  const parts = [description(task), order, setupPart(task), shownTests(task, visibleTests).join('\n')];
  const opening = header && `${header}\n`;
  return { text: `"""\n${paragraphs(...parts).replaceAll('"""', "'''")}\n"""\n${opening}`, opening };
}
