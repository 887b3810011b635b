import { always, type Condition, never } from './condition';
import { ConditionError } from './condition-error';
import type { Amount, Claim, ComparisonOperator, Place } from './expression';
import { decimal, divisor, inverse, plus, type Rational, rational, times } from './rational';

/** Weights of the counts, and what is added to them. */
interface Linear {
  weights: Rational[];
  constant: Rational;
}

const zero = rational(0n);
const isZero = ({ upper }: Rational) => upper === 0n;

/**
 * A condition for so many trials, as whole-number inequalities; exact.
 *
 * @param trials per model
 * @throws ConditionError where it divides by 0, has numbers beyond what is exact, or says M where models were not
 *   tried equally often
 */
export function bind(claim: Claim, trials: readonly number[]): Condition {
  return bound(claim, trials, false);
}

function bound(claim: Claim, trials: readonly number[], isNegated: boolean): Condition {
  switch (claim.kind) {
    case 'not':
      return bound(claim.of, trials, !isNegated);
    case 'comparison': {
      const operator = isNegated ? negation[claim.operator] : claim.operator;
      return compared(operator, linear(claim.left, trials), linear(claim.right, trials), claim);
    }
    default: {
      const parts = [claim.left, claim.right].map((part) => bound(part, trials, isNegated));
      return { kind: (claim.kind === 'and') === isNegated ? 'any' : 'all', parts };
    }
  }
}

const negation: Record<ComparisonOperator, ComparisonOperator> = {
  '==': '!=',
  '!=': '==',
  '>=': '<',
  '<': '>=',
  '<=': '>',
  '>': '<=',
};

function linear(amount: Amount, trials: readonly number[]): Linear {
  const only = (constant: Rational): Linear => ({ weights: trials.map(() => zero), constant });
  switch (amount.kind) {
    case 'number':
      return only(decimal(amount.text));
    case 'trials':
      return only(
        rational(BigInt(amount.model === null ? sameTrials(trials, amount) : trials[amount.model])),
      );
    case 'count':
      return { weights: trials.map((_, k) => (k === amount.model ? rational(1n) : zero)), constant: zero };
    case 'negative':
      return scaled(linear(amount.of, trials), rational(-1n));
    case 'arithmetic': {
      const [left, right] = [linear(amount.left, trials), linear(amount.right, trials)];
      if (amount.operator === '+') return added(left, right);
      if (amount.operator === '-') return added(left, scaled(right, rational(-1n)));
      if (amount.operator === '*') {
        return left.weights.every(isZero) ? scaled(right, left.constant) : scaled(left, right.constant);
      }
      if (isZero(right.constant)) {
        throw new ConditionError('expected something other than 0 after “/”', amount.right);
      }
      return scaled(left, inverse(right.constant));
    }
  }
}

function sameTrials(trials: readonly number[], place: Place): number {
  if (trials.every((count) => count === trials[0])) return trials[0];
  throw new ConditionError(
    `expected M1, M2 and so on instead of M, as the models have ${trials.join(', ')} trials`,
    place,
  );
}

const added = (a: Linear, b: Linear): Linear => ({
  weights: a.weights.map((weight, k) => plus(weight, b.weights[k])),
  constant: plus(a.constant, b.constant),
});

const scaled = ({ weights, constant }: Linear, by: Rational): Linear => ({
  weights: weights.map((weight) => times(weight, by)),
  constant: times(constant, by),
});

function compared(operator: ComparisonOperator, left: Linear, right: Linear, place: Place): Condition {
  const difference = added(left, scaled(right, rational(-1n)));
  const opposite = scaled(difference, rational(-1n));
  const reaches = (one: Linear, isStrict = false) => atLeastZero(one, isStrict, place);
  switch (operator) {
    case '>=':
      return reaches(difference);
    case '<=':
      return reaches(opposite);
    case '>':
      return reaches(difference, true);
    case '<':
      return reaches(opposite, true);
    case '==':
      return { kind: 'all', parts: [reaches(difference), reaches(opposite)] };
    case '!=':
      return { kind: 'any', parts: [reaches(difference, true), reaches(opposite, true)] };
  }
}

function atLeastZero({ weights, constant }: Linear, isStrict: boolean, place: Place): Condition {
  const lower = [...weights, constant].reduce(
    (common, { lower: own }) => (common * own) / divisor(common, own),
    1n,
  );
  const whole = ({ upper, lower: own }: Rational) => (upper * lower) / own;
  const need = -whole(constant) + (isStrict ? 1n : 0n);
  const wholes = weights.map(whole);
  const common = wholes.reduce(divisor, 0n);
  if (common === 0n) return need <= 0n ? always : never;
  const condition: Condition = {
    kind: 'sum',
    weights: wholes.map((weight) => Number(weight / common)),
    need: Number(ceiling(need, common)),
  };
  const largest = 1e12;
  if ([...condition.weights, condition.need].some((value) => Math.abs(value) > largest)) {
    throw new ConditionError('expected smaller numbers', place);
  }
  return condition;
}

/** The quotient, rounded up; `by` is above 0. */
const ceiling = (value: bigint, by: bigint) => (value > 0n ? (value + by - 1n) / by : value / by);
