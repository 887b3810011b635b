/** The path of an interval with its two ends, lying at height y. */
export function whisker(low: number, high: number, y: number): string {
  return `M${low} ${y} H${high} M${low} ${y - 4} v8 M${high} ${y - 4} v8`;
}
