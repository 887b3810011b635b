import { onDestroy, untrack } from 'svelte';
import { router } from 'svelte-spa-router';
import { writeAddress } from './address-bar';
import { fromQuery, type LinkValues, toQuery } from './query';

/** One thing that a view's link says of it. */
export interface LinkField {
  /** As it is now; undefined where it is as at first, and needn't be said. */
  read(): string | undefined;
  /**
   * Makes it so; undefined: as at first.
   *
   * @returns false where the view knows no such thing; it is then left as it was
   */
  write(value: string | undefined): boolean;
}

/** What the address says of the page that is shown: read when it is opened, written as the view changes. */
class PageLink {
  #problem = $state.raw({ query: '' as string | undefined, why: '' });
  /** Is the view more than an address holds? */
  isTooLong = $state(false);
  readonly #fields = new Map<string, LinkField>();
  #writing: ReturnType<typeof setTimeout> | undefined;

  /** What of the link that was opened could not be followed, in a sentence; empty where all was. */
  get problem(): string {
    return this.#problem.query === router.querystring ? this.#problem.why : '';
  }

  set problem(why: string) {
    this.#problem = { query: router.querystring, why };
  }

  add(fields: Record<string, LinkField>): void {
    for (const [name, field] of Object.entries(fields)) this.#fields.set(name, field);
  }

  remove(fields: Record<string, LinkField>): void {
    for (const [name, field] of Object.entries(fields)) {
      if (this.#fields.get(name) === field) this.#fields.delete(name);
    }
    clearTimeout(this.#writing);
  }

  /** Follows what a link says of some of the fields. */
  follow(query: string | undefined, fields: Record<string, LinkField>): void {
    const read = fromQuery(query);
    if (read.kind === 'unreadable') this.problem = read.why;
    if (read.kind !== 'read') return;
    for (const [name, field] of Object.entries(fields)) {
      const value = Object.hasOwn(read.values, name) ? read.values[name] : undefined;
      if (!field.write(value)) this.problem = `Its “${name}=${value?.slice(0, 40)}” is not known here.`;
    }
  }

  /** What an address says that isn't of the view: which thing the page is about. */
  #own(query: string | undefined): string {
    const rest = [...new URLSearchParams(query)].filter(([name]) => name !== 'v' && !this.#fields.has(name));
    return new URLSearchParams(rest).toString();
  }

  /** Writes the address anew, once changes have come to rest: browsers limit how often it may change. */
  write(): void {
    const values: LinkValues = {};
    for (const [name, field] of this.#fields) {
      const value = field.read();
      if (value !== undefined) values[name] = value;
    }
    const query = toQuery(values);
    this.isTooLong = query === undefined;
    clearTimeout(this.#writing);
    const write = (hash: string) => {
      const [path, before] = hash.split('?');
      const all = [this.#own(before), query?.slice(1)].filter(Boolean).join('&');
      return (path || '#/') + (all && `?${all}`);
    };
    this.#writing = setTimeout(() => writeAddress(write), 250);
  }
}

export const pageLink = new PageLink();

/**
 * Binds parts of a view to its address, for as long as the component that calls it is there. To be called while it is
 * made.
 */
export function linkView(fields: Record<string, LinkField>): void {
  pageLink.add(fields);
  $effect.pre(() => {
    const { querystring } = router;
    untrack(() => pageLink.follow(querystring, fields));
  });
  // Tracks all that the fields read.
  $effect(() => pageLink.write());
  onDestroy(() => pageLink.remove(fields));
}

/** A field that is one of some words. */
export function wordField<Word extends string>(
  words: readonly Word[],
  read: () => Word,
  write: (word: Word) => void,
): LinkField {
  const [first] = words;
  return {
    read: () => (read() === first ? undefined : read()),
    write(value) {
      const word = value === undefined ? first : words.find((one) => one === value);
      if (word !== undefined) write(word);
      return word !== undefined;
    },
  };
}
