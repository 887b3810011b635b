/** What is asked of a model that was not trained for it: our words, the paper prints none. */
export const defaultTemplate = `How hard is this programming task for language models that write code? Rate it from {first} (a small model solves it every time) to {last} (even the largest model mostly fails).

{task}

Answer with one of the levels {levels}, and nothing else.
Level:`;

/** What is wrong with a template; empty where nothing is. */
export function templateProblem(template: string): string {
  if (!template.includes('{task}')) return 'The prompt must hold {task}, where the task goes.';
  if (!template.includes('{levels}')) return 'The prompt must hold {levels}, where the levels go.';
  return '';
}

/**
 * The prompt for one task. Braces within the task's text stay as they are.
 *
 * @param levels ascending
 */
export function fillTemplate(template: string, text: string, levels: readonly number[]): string {
  const values: Record<string, string> = {
    task: text,
    levels: levels.join(', '),
    first: String(levels[0]),
    last: String(levels.at(-1)),
  };
  return template.replace(/\{(task|levels|first|last)\}/g, (_, name: string) => values[name]);
}
