import type { Estimate } from '../core/interfaces';

const nbsp = '\u00a0';
const minus = '\u2212';

/** A fraction of 1 as a percentage: "96.2 %". */
export function percent(fraction: number, digits = 1): string {
  return `${signed(fraction * 100, digits)}${nbsp}%`;
}

/** A number with a true minus sign. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? minus + text : text;
}

/** A difference of fractions in percentage points: "+4.2". */
export function points(difference: number, digits = 1): string {
  const text = signed(difference * 100, digits);
  return text.startsWith(minus) ? text : `+${text}`;
}

/** The 95 % interval of a fraction: "94.8 to 97.5 %". */
export function percentInterval({ low, high }: Estimate, digits = 1): string {
  return `${signed(low * 100, digits)} to ${percent(high, digits)}`;
}

/** The interval of a difference of fractions, in points. */
export function pointsInterval({ low, high }: Estimate, digits = 1): string {
  return `${points(low, digits)} to ${points(high, digits)}`;
}

/** A cost in units: three figures, "16.8", "0.90", "100". */
export function cost(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

/** A count with thousands separated: "2,919". */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

/** Seconds as people say them: "0.8 s", "2 min". */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)}${nbsp}s`;
  return seconds < 90 ? `${Math.round(seconds)}${nbsp}s` : `${Math.round(seconds / 60)}${nbsp}min`;
}

/** A time too short for `duration`: "0.7 ms", "12 ms", from a second on as there. */
export function shortDuration(seconds: number): string {
  if (seconds >= 0.9995) return duration(seconds);
  const milliseconds = seconds * 1000;
  return `${milliseconds.toFixed(milliseconds < 9.95 ? 1 : 0)}${nbsp}ms`;
}

/** Bytes as people say them: "564 kB", "3.8 GB". */
export function bytes(value: number): string {
  if (value < 1e6) return `${Math.round(value / 1e3)}${nbsp}kB`;
  if (value < 1e9) return `${(value / 1e6).toFixed(value < 1e8 ? 1 : 0)}${nbsp}MB`;
  return `${(value / 1e9).toFixed(1)}${nbsp}GB`;
}

/** The tier of model k of K, as the name of its colour: the cheapest is small, the dearest large. */
export function tierOf(model: number, models: number): 'small' | 'mid' | 'large' {
  if (model === 0) return 'small';
  return model === models - 1 ? 'large' : 'mid';
}

/** The p-value of a test: "0.034", "< 0.001". */
export function pValue(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
