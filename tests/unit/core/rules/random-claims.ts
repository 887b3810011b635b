import { type Random, randomInteger } from '../../../../src/core/random';
import type {
  Amount,
  ArithmeticOperator,
  Claim,
  ComparisonOperator,
} from '../../../../src/core/rules/expression';

const place = { start: 0, end: 0 };
const oneOf = <T>(random: Random, list: readonly T[]): T => list[randomInteger(random, list.length)];

/** A number, M or a sum of them, without any count. */
function plain(random: Random, depth: number): Amount {
  if (depth === 0 || random() < 0.4) {
    return random() < 0.5
      ? { kind: 'trials', model: null, ...place }
      : { kind: 'number', text: oneOf(random, ['0', '1', '2', '0.4', '1.4', '3.25', '10']), ...place };
  }
  if (random() < 0.2) return { kind: 'negative', of: plain(random, depth - 1), ...place };
  const [left, right] = [plain(random, depth - 1), plain(random, depth - 1)];
  return { kind: 'arithmetic', operator: oneOf(random, ['+', '-', '*'] as const), left, right, ...place };
}

function amount(random: Random, models: number, depth: number): Amount {
  if (depth === 0 || random() < 0.3) {
    if (random() < 0.4) return plain(random, 0);
    return { kind: 'count', model: randomInteger(random, models), ...place };
  }
  if (random() < 0.15) return { kind: 'negative', of: amount(random, models, depth - 1), ...place };
  const operator: ArithmeticOperator = oneOf(random, ['+', '-', '*', '/'] as const);
  const left = amount(random, models, depth - 1);
  if (operator === '/') {
    const right: Amount = { kind: 'number', text: oneOf(random, ['2', '3', '0.5']), ...place };
    return { kind: 'arithmetic', operator, left, right, ...place };
  }
  const right = operator === '*' ? plain(random, depth - 1) : amount(random, models, depth - 1);
  return operator === '*' && random() < 0.5
    ? { kind: 'arithmetic', operator, left: right, right: left, ...place }
    : { kind: 'arithmetic', operator, left, right, ...place };
}

/** Whatever a condition could be. */
export function randomClaim(random: Random, models: number, depth: number): Claim {
  if (depth === 0 || random() < 0.3) {
    const operator: ComparisonOperator = oneOf(random, ['==', '!=', '>=', '<=', '>', '<'] as const);
    const [left, right] = [amount(random, models, 2), amount(random, models, 2)];
    return { kind: 'comparison', operator, left, right, ...place };
  }
  if (random() < 0.2) return { kind: 'not', of: randomClaim(random, models, depth - 1), ...place };
  const [left, right] = [randomClaim(random, models, depth - 1), randomClaim(random, models, depth - 1)];
  return { kind: random() < 0.5 ? 'and' : 'or', left, right, ...place };
}

/** The same without places. */
export function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) => (key === 'start' || key === 'end' ? undefined : one)),
  );
}

/** What a condition says of counts, in floating point with slack: another way than the one under test. */
export function says(claim: Claim, counts: number[], trials: number[]): boolean {
  switch (claim.kind) {
    case 'not':
      return !says(claim.of, counts, trials);
    case 'and':
      return says(claim.left, counts, trials) && says(claim.right, counts, trials);
    case 'or':
      return says(claim.left, counts, trials) || says(claim.right, counts, trials);
    case 'comparison': {
      const difference = value(claim.left, counts, trials) - value(claim.right, counts, trials);
      const sign = Math.abs(difference) < 1e-9 ? 0 : Math.sign(difference);
      const allowed = { '==': [0], '!=': [-1, 1], '>=': [0, 1], '<=': [-1, 0], '>': [1], '<': [-1] };
      return allowed[claim.operator].includes(sign);
    }
  }
}

function value(one: Amount, counts: number[], trials: number[]): number {
  switch (one.kind) {
    case 'number':
      return Number(one.text);
    case 'trials':
      return trials[one.model ?? 0];
    case 'count':
      return counts[one.model];
    case 'negative':
      return -value(one.of, counts, trials);
    case 'arithmetic': {
      const [a, b] = [value(one.left, counts, trials), value(one.right, counts, trials)];
      return { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[one.operator];
    }
  }
}
