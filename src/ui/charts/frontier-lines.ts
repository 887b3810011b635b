const dashes: Record<string, string> = {
  'random-mix': '3 4',
  'random-cascade': 'none',
  threshold: '8 3',
  'predict-then-verify': '10 3 2 3',
  searched: '14 3',
};

/** The dashes that a family’s line has in every figure. */
export function dashOf(family: string): string {
  return dashes[family] ?? '1 3';
}

/** Ticks of a logarithmic axis of costs. */
export function costTicks(from: number, to: number): number[] {
  return [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter(
    (tick) => tick >= from * 0.999 && tick <= to * 1.001,
  );
}
