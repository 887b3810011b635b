import type { Amount, Claim, Expression } from './expression';

/** How tightly a part binds: what is looser than its surroundings stands in brackets. */
function strength(expression: Expression): number {
  switch (expression.kind) {
    case 'or':
      return 0;
    case 'and':
      return 1;
    case 'not':
      return 2;
    case 'comparison':
      return 3;
    case 'arithmetic':
      return expression.operator === '+' || expression.operator === '-' ? 4 : 5;
    case 'negative':
      return 6;
    default:
      return 7;
  }
}

/** The text of a condition, in its one form: what `parseCondition` reads as the very same. */
export function printCondition(expression: Claim | Amount): string {
  const own = strength(expression);
  const within = (part: Expression, least: number) =>
    strength(part) < least ? `(${printCondition(part)})` : printCondition(part);
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'trials':
      return expression.model === null ? 'M' : `M${expression.model + 1}`;
    case 'count':
      return `x${expression.model + 1}`;
    case 'negative':
      return `-${within(expression.of, own)}`;
    case 'not':
      return `not ${within(expression.of, own)}`;
    case 'comparison':
      return `${within(expression.left, own)} ${expression.operator} ${within(expression.right, own)}`;
    case 'arithmetic':
      return `${within(expression.left, own)} ${expression.operator} ${within(expression.right, own + 1)}`;
    default:
      return `${within(expression.left, own)} ${expression.kind} ${within(expression.right, own + 1)}`;
  }
}
