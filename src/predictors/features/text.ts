/** The text of a task that a predictor reads: its prompt, then the tests that a router may see. */
export function textOf(prompt: string, visibleTests: readonly string[]): string {
  return [prompt, ...visibleTests].join('\n');
}
