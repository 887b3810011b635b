import { tokenize } from '../../datasets/python/tokens';

/** Are all brackets closed, so that a statement may end here? */
function isBalanced(source: string): boolean {
  let depth = 0;
  for (const { kind, text } of tokenize(source)) {
    if (kind !== 'operator') continue;
    if ('([{'.includes(text)) depth++;
    else if (')]}'.includes(text)) depth--;
  }
  return depth <= 0;
}

/**
 * Takes what a visitor typed apart into tests: each ends with an assert, however many lines that takes, and has
 * with it the lines before it. Text without any assert at its margin is one test, a program.
 */
export function splitTests(text: string): string[] {
  const tests: string[] = [];
  let current: string[] = [];
  const end = () => {
    const test = current.join('\n').trim();
    if (test) tests.push(test);
    current = [];
  };
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const goesOn = /^(\s+\S|[)\]}])/.test(line);
    const hasAssert = current.some((before) => /^assert\b/.test(before));
    if (!goesOn && hasAssert && isBalanced(current.join('\n'))) end();
    if (current.length || (line.trim() && !line.trimStart().startsWith('#'))) current.push(line);
  }
  end();
  return tests;
}
