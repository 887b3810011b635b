/** Where a round is played, put together or taught: the same for a whole class, as its tasks follow from it. */
export interface RoundAddress {
  experiment: string;
  round: number;
}

export type ClassPart = 'play' | 'results' | 'lesson';

const largestRound = 1_000_000;

/** The address of a part of the class pages, within the app. */
export function classAddress({ experiment, round }: RoundAddress, part: ClassPart = 'play'): string {
  const query = new URLSearchParams({ of: experiment, round: String(round) });
  return `#/class${part === 'play' ? '' : `/${part}`}?${query}`;
}

/** The whole address, to be sent to others. */
export function classLink(at: RoundAddress, page: string): string {
  return new URL(classAddress(at), page).href;
}

/**
 * Which round a query names; the first of the recorded tasks of MBPP where it names none.
 *
 * @returns undefined where its number is none that a round has
 */
export function roundInQuery(query: string | undefined): RoundAddress | undefined {
  const given = new URLSearchParams(query);
  const round = given.get('round') ?? '1';
  if (!/^\d{1,7}$/.test(round) || Number(round) < 1 || Number(round) > largestRound) return undefined;
  return { experiment: given.get('of') ?? 'mbpp', round: Number(round) };
}
