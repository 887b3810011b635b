import type { TaskText } from './dataset';
import { callsIn } from './python/calls';
import { builtins, definedNames } from './python/names';

/** A task as a model may see it: never with its reference. */
export type PromptTask = Omit<TaskText, 'reference'>;

/** How many of the first asserts a model may see: a whole number from 0, or all. */
export type VisibleTests = number | 'all';

/** Parts of a prompt, those that there are, with an empty line between them. */
export function paragraphs(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n');
}

/** What the task asks for, with line ends as models know them. */
export function description({ prompt }: PromptTask): string {
  return prompt.replace(/\r\n?/g, '\n').trim();
}

/** Is the description code that is to be completed, as HumanEval's, rather than prose? */
export function isCode({ prompt }: PromptTask, header: string): boolean {
  return prompt.includes(header);
}

/** The asserts to be shown. A test that is a whole program, as HumanEval's, is never shown. */
export function shownTests({ tests }: PromptTask, visible: VisibleTests): string[] {
  return tests
    .slice(0, visible === 'all' ? tests.length : visible)
    .map((test) => test.trim())
    .filter((test) => /^assert\b/.test(test));
}

/** What the setup code uses and does not define: a class that the answer must bring along, as in MBPP's task 367. */
export function neededBySetup({ setup = '' }: Pick<TaskText, 'setup'>): string[] {
  const defined = definedNames(setup);
  const used = callsIn(setup).map(({ name }) => name);
  return [...new Set(used)].filter((name) => !builtins.has(name) && !defined.has(name));
}

/** Tells of the code that is run between the answer and the tests, where there is any. */
export function setupPart(task: PromptTask): string | undefined {
  if (!task.setup) return undefined;
  const needed = neededBySetup(task);
  const demand = needed.length ? `, so define ${needed.join(' and ')} too` : '';
  return `After your code, and before the assertions, this is run${demand}:\n${task.setup.trim()}`;
}
