/** Where a part of a condition stands in its text: offsets of its first character and the one after its last. */
export interface Place {
  start: number;
  end: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type ComparisonOperator = '==' | '!=' | '>=' | '<=' | '>' | '<';

/** Arithmetic: linear in the success counts, whatever the numbers of trials. */
export type Amount = Place &
  (
    | { kind: 'number'; text: string }
    /** M, the trials of each model; or those of one model, cheapest 0. */
    | { kind: 'trials'; model: number | null }
    /** x: the successes of a model, cheapest 0. */
    | { kind: 'count'; model: number }
    | { kind: 'negative'; of: Amount }
    | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Amount; right: Amount }
  );

/** What a level asks of a task. */
export type Claim = Place &
  (
    | { kind: 'comparison'; operator: ComparisonOperator; left: Amount; right: Amount }
    | { kind: 'and' | 'or'; left: Claim; right: Claim }
    | { kind: 'not'; of: Claim }
  );

export type Expression = Amount | Claim;

export function isClaim(expression: Expression): expression is Claim {
  return ['comparison', 'and', 'or', 'not'].includes(expression.kind);
}

/** Does it speak of success counts? */
export function speaksOfCounts(amount: Amount): boolean {
  switch (amount.kind) {
    case 'count':
      return true;
    case 'negative':
      return speaksOfCounts(amount.of);
    case 'arithmetic':
      return speaksOfCounts(amount.left) || speaksOfCounts(amount.right);
    default:
      return false;
  }
}
