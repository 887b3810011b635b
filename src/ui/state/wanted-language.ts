/**
 * Which of the languages a visitor wants: the one chosen before, else the first that the browser prefers.
 *
 * @param preferred as in `navigator.languages`
 * @returns undefined where none of them is here
 */
export function wantedLanguage(
  languages: readonly string[],
  chosen: string | null,
  preferred: readonly string[],
): string | undefined {
  if (chosen && languages.includes(chosen)) return chosen;
  const base = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const tag of preferred) {
    const found =
      languages.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      languages.find((one) => one.toLowerCase() === base(tag));
    if (found) return found;
  }
  return undefined;
}
