import { announced, boxed, withoutMarkup } from '../answer-text';

const scales: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/** The value of a decimal digit of any script: digits stand in tens, zero first. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0)!;
  let steps = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - steps - 1))) steps++;
  return String(steps % 10);
}

/** Digits of other scripts, minus signs, vulgar fractions and LaTeX as plain text. */
function plain(text: string): string {
  return withoutMarkup(text)
    .replace(/\\[dt]?frac\s*\{\s*(-?[\d.]+)\s*\}\s*\{\s*([\d.]+)\s*\}/g, ' $1/$2')
    .replace(/\{,\}|\\!/g, (mark) => (mark === '{,}' ? ',' : ''))
    .replace(/\\[,;: ]/g, ' ')
    .replace(/\\([$%])/g, '$1')
    .replace(/[^\P{Nd}0-9]/gu, digitValue)
    .replace(/[¼-¾⅐-⅞]/g, (fraction) => ` ${fraction.normalize('NFKC').replace('⁄', '/')}`)
    .replace(/[٬，]/g, ',')
    .replace(/[٫．]/g, '.')
    .replace(/[−–‒﹣－](?=\s?[$€£¥₹]?\d)/g, '-');
}

const group = "[ \\u00a0\\u202f\\u2009'’]";
const body = `(?:\\d{1,3}(?:${group}\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d[\\d.,]*\\d|\\d|\\.\\d+)`;
const number = new RegExp(
  `(?<![\\p{Script=Latin}\\d_])(?<sign>[-+]?\\s?)(?:[$€£¥₹]\\s?)?(?<inner>-?)(?<body>${body})(?:[eE](?<power>[-+]?\\d{1,3}))?` +
    `(?:\\s+(?<upper>\\d+)\\s?/\\s?(?<lower>\\d+)|\\s?/\\s?(?<under>\\d+(?:\\.\\d+)?))?` +
    `(?:\\s(?<scale>thousand|million|billion|trillion)\\b)?`,
  'gu',
);

/** A number without its sign: which of its points and commas part thousands, and which the decimals. */
function magnitude(text: string): number {
  const digits = text.replace(new RegExp(group, 'gu'), '');
  const [point, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')];
  if (point >= 0 && comma >= 0) {
    return point > comma
      ? Number(digits.replaceAll(',', ''))
      : Number(digits.replaceAll('.', '').replace(',', '.'));
  }
  // 1,234,567 and the Indian 12,34,567.
  if (/^\d{1,3}(?:,\d{2,3})*,\d{3}$/.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(digits)) return Number(digits.replaceAll('.', ''));
  const parts = digits.split(/[.,]/);
  // More than one mark, and no thousands: a list, of which the last is meant.
  return parts.length > 2 ? Number(parts.at(-1)) : Number(digits.replace(',', '.'));
}

interface Found {
  value: number;
  text: string;
  index: number;
}

/** All numbers in a text, in its order. */
function numbersIn(text: string): Found[] {
  return [...text.matchAll(number)].flatMap((match): Found[] => {
    const { sign, inner, body: digits, power, upper, lower, under, scale } = match.groups!;
    let value = magnitude(digits);
    if (power) value *= 10 ** Number(power);
    if (upper) value += Number(upper) / Number(lower);
    if (under) value /= Number(under);
    if (scale) value *= scales[scale];
    // "10 - 4" is no negative number: a minus with a space after a number is a sum.
    const isSum = sign.trim() === '-' && /[\d)]\s*$/.test(text.slice(0, match.index));
    const isNegative = (sign.trim() === '-' && !isSum) || inner === '-';
    return Number.isFinite(value)
      ? [{ value: isNegative ? -value : value, text: match[0].trim(), index: match.index }]
      : [];
  });
}

/** The one number that a text is, such as an expected answer; undefined where it is something else. */
export function numberOf(text: string): number | undefined {
  const clean = plain(text).trim();
  const [first, ...more] = numbersIn(clean);
  return first && more.length === 0 ? first.value : undefined;
}

/**
 * The number that an answer gives: in a \boxed{}, after "####" or "the answer is", else its last.
 *
 * @param isStrict only where it is marked so, or is all that the answer says
 */
export function answeredNumber(said: string, isStrict: boolean): { value: number; text: string } | undefined {
  const inBox = boxed(said);
  if (inBox !== undefined) return numbersIn(plain(inBox)).at(-1);
  const marked = announced(withoutMarkup(said));
  if (marked !== undefined) {
    const [line] = plain(marked).split(/[,;.]\s|\b(?:because|since|as)\b/i);
    // "the answer is 3 x 4 = 12"
    const result = line.includes('=') ? numbersIn(line.slice(line.lastIndexOf('=') + 1))[0] : undefined;
    const found = result ?? numbersIn(line)[0];
    if (found) return found;
  }
  const all = numbersIn(plain(said));
  if (!isStrict) return all.at(-1);
  return all.length === 1 && said.trim().length <= all[0].text.length + 20 ? all[0] : undefined;
}

/** Equal but for what floating point and a rounded seventh digit make of it. */
export function sameNumber(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-6);
}
