import type { TaskText } from '../../datasets/dataset';

/** What nearly every task of MBPP begins with, and no reader of a list needs a thousand times. */
const opening = /^[#\s]*write (?:an? )?(?:python )?function (?:to|that|which) /i;

const docstrings = /("""|''')([\s\S]*?)\1/g;

/** The last docstring of code: that of the function to be written, after those of its helpers. */
const lastDocstring = (code: string) => [...code.matchAll(docstrings)].at(-1)?.[2];

/** What a task asks for, short enough for a line of a list. */
export function firstWords({ prompt, entryPoint }: Pick<TaskText, 'prompt' | 'entryPoint'>): string {
  const asked = entryPoint === undefined ? prompt : (lastDocstring(prompt) ?? prompt);
  const words = asked.replace(opening, '').trim().replace(/\s+/g, ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1, 160);
}
