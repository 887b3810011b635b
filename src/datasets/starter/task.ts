import type { TaskText } from '../dataset';

export type Difficulty = 'trivial' | 'easy' | 'medium' | 'hard';

/** A solution as models get it wrong: it runs, and fails at least one test. */
export interface WrongSolution {
  /** What is wrong with it, in a few words. */
  flaw: string;
  code: string;
}

/** A task written for this project, so that there is always one at hand that nobody has to fetch. */
export interface StarterTask extends TaskText {
  title: string;
  difficulty: Difficulty;
  wrong: WrongSolution[];
}

/** A task as it stands in its file, which says how difficult it is. */
export type StarterEntry = Omit<StarterTask, 'difficulty'>;

/** Python as it stands in a template, without the indentation of the file around it. */
export function python(source: TemplateStringsArray): string {
  const lines = source.raw[0].replace(/^\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...indents);
  return lines.map((line) => line.slice(margin).trimEnd()).join('\n');
}

/** The tests in a template: each begins with a line that begins with "assert". */
export function asserts(source: TemplateStringsArray): string[] {
  return python(source).split(/\n(?=assert\b)/);
}
