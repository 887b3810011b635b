/** An exact fraction; the lower part is above 0. */
export interface Rational {
  upper: bigint;
  lower: bigint;
}

const magnitude = (value: bigint) => (value < 0n ? -value : value);

/** Greatest common divisor; 0 of zeros only. */
export function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** A fraction in lowest terms; `lower` is not 0. */
export function rational(upper: bigint, lower = 1n): Rational {
  const common = divisor(upper, lower) * (lower < 0n ? -1n : 1n);
  return { upper: upper / common, lower: lower / common };
}

/** A decimal number, exactly: "1.4" is 7/5. */
export function decimal(text: string): Rational {
  const [whole, fraction = ''] = text.split('.');
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

export const plus = (a: Rational, b: Rational) =>
  rational(a.upper * b.lower + b.upper * a.lower, a.lower * b.lower);
export const times = (a: Rational, b: Rational) => rational(a.upper * b.upper, a.lower * b.lower);
export const inverse = ({ upper, lower }: Rational) => rational(lower, upper);
