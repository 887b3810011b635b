/** A seeded source of uniform numbers in [0, 1). */
export type Random = () => number;

/** FNV-1a over UTF-16 code units, 32 bits (Fowler, Noll, Vo). */
export function hash32(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * sfc32 (Doty-Humphrey), seeded from a number and a name, so that each use of randomness has a stream of its
 * own and one more draw in one place moves nothing elsewhere.
 */
export function randomStream(seed: number, name: string): Random {
  let a = hash32(name);
  let b = hash32(name, 0x9e3779b9);
  let c = seed | 0;
  let counter = Math.floor(seed / 2 ** 32) | 1;
  const next = () => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** A whole number in [0, n). */
export function randomInteger(random: Random, n: number): number {
  return Math.floor(random() * n);
}

/** A shuffled copy (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = items.slice();
  for (let i = result.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
