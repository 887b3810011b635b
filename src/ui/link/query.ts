/** What a link says of a view, by name. */
export type LinkValues = Record<string, string>;

/** Of the way that views stand in links. */
const version = 1;
const longestQuery = 20_000;

/** What stands after the "?" of an address, or why it can't be read. */
export type ReadQuery =
  /** Nothing is said of the view: it stays as it is. */
  | { kind: 'silent' }
  /** All that it says; what it leaves out stands as it does at first. */
  | { kind: 'read'; values: LinkValues }
  | { kind: 'unreadable'; why: string };

/**
 * What a view's address ends with.
 *
 * @returns "" where the view is as at first; undefined where it is more than an address holds
 */
export function toQuery(values: LinkValues): string | undefined {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return '';
  const query = `?${new URLSearchParams([['v', String(version)], ...entries])}`;
  return query.length > longestQuery ? undefined : query;
}

/** @param query without "?" */
export function fromQuery(query: string | undefined): ReadQuery {
  if (!query) return { kind: 'silent' };
  if (query.length > longestQuery) {
    return {
      kind: 'unreadable',
      why: `It has ${query.length} characters, and ${longestQuery} are the most that is read.`,
    };
  }
  const { v: of, ...values } = Object.fromEntries(new URLSearchParams(query));
  if (of === undefined) return { kind: 'silent' };
  if (!/^\d{1,6}$/.test(of))
    return { kind: 'unreadable', why: 'It is damaged: the number of its version is none.' };
  if (Number(of) !== version) {
    return {
      kind: 'unreadable',
      why: 'It was made by another version of these pages: reload them, and open it again.',
    };
  }
  return { kind: 'read', values };
}
