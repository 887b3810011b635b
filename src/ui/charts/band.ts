/**
 * An SVG path: a band that runs from heights a0..b0 at x0 to heights a1..b1 at x1, level at both ends.
 */
export function band(x0: number, a0: number, b0: number, x1: number, a1: number, b1: number): string {
  const middle = (x0 + x1) / 2;
  return `M${x0} ${a0} C${middle} ${a0} ${middle} ${a1} ${x1} ${a1} V${b1} C${middle} ${b1} ${middle} ${b0} ${x0} ${b0} Z`;
}
