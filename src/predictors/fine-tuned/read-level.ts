/**
 * The level that the first line of an answer names; undefined where it names none, or several.
 *
 * @param levels those that there are
 */
export function readLevel(text: string, levels: readonly number[]): number | undefined {
  const [line] = text.trim().split('\n');
  const numbers = line.match(/\d+(?:[.,]\d+)?/g) ?? [];
  const named = new Set(numbers.map(Number).filter((number) => levels.includes(number)));
  return named.size === 1 ? [...named][0] : undefined;
}
