/**
 * What is asked of success counts, as whole-number inequalities: the weighted counts together are at least `need`;
 * all of some; any of some. All of none is true, any of none is false.
 */
export type Condition =
  | { kind: 'sum'; weights: readonly number[]; need: number }
  | { kind: 'all' | 'any'; parts: readonly Condition[] };

export const always: Condition = { kind: 'all', parts: [] };
export const never: Condition = { kind: 'any', parts: [] };

export const isAlways = (condition: Condition) => condition.kind === 'all' && condition.parts.length === 0;
export const isNever = (condition: Condition) => condition.kind === 'any' && condition.parts.length === 0;

/** Does it hold for these counts? */
export function holds(condition: Condition, counts: readonly number[]): boolean {
  if (condition.kind === 'sum') {
    return condition.weights.reduce((sum, weight, k) => sum + weight * counts[k], 0) >= condition.need;
  }
  return condition.kind === 'all'
    ? condition.parts.every((part) => holds(part, counts))
    : condition.parts.some((part) => holds(part, counts));
}

/** Do the weights of one sum undo those of the other? */
const areOpposite = (a: readonly number[], b: readonly number[]) => a.every((weight, k) => weight === -b[k]);

/**
 * Is a pair of sums decided though neither is? Together they say of one sum that it is at least a and at most -b:
 * no whole number is both, or each is one of them.
 */
function isDecidedPair(kind: 'all' | 'any', parts: readonly Condition[]): boolean {
  return parts.some(
    (a, i) =>
      a.kind === 'sum' &&
      parts.slice(i + 1).some((b) => {
        if (b.kind !== 'sum' || !areOpposite(a.weights, b.weights)) return false;
        return kind === 'all' ? a.need + b.need > 0 : a.need + b.need <= 1;
      }),
  );
}

/** What is left of a condition where each count is 0 up to `left`: parts that are decided there are dropped. */
export function simplified(condition: Condition, left: readonly number[]): Condition {
  if (condition.kind === 'sum') {
    let least = 0;
    let most = 0;
    condition.weights.forEach((weight, k) => {
      if (weight < 0) least += weight * left[k];
      else most += weight * left[k];
    });
    if (least >= condition.need) return always;
    return most < condition.need ? never : condition;
  }
  const { kind } = condition;
  const [ends, idle] = kind === 'all' ? [isNever, isAlways] : [isAlways, isNever];
  const parts: Condition[] = [];
  for (const each of condition.parts) {
    const part = simplified(each, left);
    if (ends(part)) return part;
    if (idle(part)) continue;
    if (part.kind === kind) parts.push(...part.parts);
    else parts.push(part);
  }
  if (isDecidedPair(kind, parts)) return kind === 'all' ? never : always;
  return parts.length === 1 ? parts[0] : { kind, parts };
}

/** The condition on what is left of the counts, where one is at least `low` and counted from there. */
export function shifted(condition: Condition, model: number, low: number): Condition {
  if (low === 0) return condition;
  if (condition.kind === 'sum') {
    const { kind, weights, need } = condition;
    return weights[model] === 0 ? condition : { kind, weights, need: need - low * weights[model] };
  }
  return { kind: condition.kind, parts: condition.parts.map((part) => shifted(part, model, low)) };
}

/** Adds the models whose counts the condition speaks of. */
export function addNamed(condition: Condition, models: Set<number>): void {
  if (condition.kind === 'sum') {
    condition.weights.forEach((weight, k) => weight !== 0 && models.add(k));
  } else for (const part of condition.parts) addNamed(part, models);
}

/** Equal for equal conditions. */
export function conditionKey(condition: Condition): string {
  if (condition.kind === 'sum') return `${condition.weights.join()}>${condition.need}`;
  return `${condition.kind === 'all' ? '&' : '|'}(${condition.parts.map(conditionKey).join(' ')})`;
}
