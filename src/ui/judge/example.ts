import type { StarterTask } from '../../datasets/starter/task';
import type { Exhibit } from './bench.svelte';

/** An answer to a starter task that can be picked. */
export interface ExampleAnswer {
  name: string;
  code: string;
}

/** Stands for an answer that is none of the examples any more. */
export const edited = -1;

export function examplesOf(task: StarterTask): ExampleAnswer[] {
  return [
    { name: 'right: the reference solution', code: task.reference },
    ...task.wrong.map(({ flaw, code }) => ({ name: `wrong: ${flaw}`, code })),
  ];
}

/** What a model might have said: code, and more words around it than were asked for. */
// translate: no
export function asAnswer(code: string): string {
  return `Sure! Here is a function that does this:\n\n\`\`\`python\n${code}\n\`\`\`\n\nLet me know if you need anything else.`;
}

/** A starter task with one of its answers, as it goes into the fields. */
export function exhibitOf(task: StarterTask, { code }: ExampleAnswer): Exhibit {
  return { answer: asAnswer(code), tests: task.tests.join('\n'), setup: task.setup ?? '' };
}
