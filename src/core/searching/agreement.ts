import type { Attempt, Policy } from '../policy';

/** A number as it is mostly written, with a sign, thousands and decimals. */
const numeral = /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;

/**
 * An answer in the form in which answers are compared: without code fences, quotes or a full stop around it, in lower
 * case, blanks made one, and numbers as numbers ("1,000.0" is "1000").
 */
export function normalAnswer(text: string): string {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^```\w*\n?([^]*?)\n?```$/, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'`*]{1,3})([^]*)\1\.?$/, '$2')
    .replace(/(?<!\.)\.$/, '')
    .trim()
    .toLowerCase();
  return numeral.test(bare) ? String(Number(bare.replaceAll(',', ''))) : bare;
}

/** The answer that most attempts came to. */
export interface Agreement {
  /** Position of the first attempt that came to it; -1 where none came to anything. */
  first: number;
  /** How many did. */
  count: number;
}

/** Which answer most attempts came to, the first of equals. What came to nothing, or isn’t known, agrees with nobody. */
export function agreementOf(attempts: readonly Pick<Attempt, 'returned'>[]): Agreement {
  const found = new Map<string, Agreement>();
  attempts.forEach(({ returned }, at) => {
    if (returned === undefined || returned === null) return;
    const before = found.get(returned);
    if (before) before.count++;
    else found.set(returned, { first: at, count: 1 });
  });
  return [...found.values()].reduce((best, one) => (one.count > best.count ? one : best), {
    first: -1,
    count: 0,
  });
}

/** Asks one model several times, and another where its answers don’t agree. */
export interface AgreementRule {
  /** The model that is asked first, how often at most, and how many of its answers must agree. */
  model: number;
  samples: number;
  agree: number;
  /** Who is asked where they don’t; undefined: what most answers came to is taken all the same. */
  otherwise?: number;
}

/**
 * Self-agreement as the only sign of a right answer, where nothing can be verified: samples of one model are drawn until
 * enough of them agree, or enough no longer can.
 */
export function untilAgreement({ model, samples, agree, otherwise }: AgreementRule): Policy {
  const then = otherwise === undefined ? '' : `-${otherwise}`;
  return {
    id: `agreement:${model}-${agree}-of-${samples}${then}`,
    verifies: false,
    next(_prediction, history) {
      const drawn = history.filter((attempt) => attempt.model === model);
      if (history.length > drawn.length) return { kind: 'accept', attempt: history.length - 1 };
      const { first, count } = agreementOf(history);
      if (count >= agree) return { kind: 'accept', attempt: first };
      if (count + samples - drawn.length >= agree && drawn.length < samples)
        return { kind: 'attempt', model };
      if (otherwise !== undefined) return { kind: 'attempt', model: otherwise };
      return first < 0 ? { kind: 'give-up' } : { kind: 'accept', attempt: first };
    },
  };
}
