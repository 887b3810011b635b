/** Dollars of a few answers, with as many decimals as tell something: "$0.0042", "$1.25", "$0". */
export function dollars(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '$0';
  const decimals = size >= 1 ? 2 : size >= 0.01 ? 4 : 6;
  return `${value < 0 ? '\u2212' : ''}$${size.toFixed(decimals)}`;
}
