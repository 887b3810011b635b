import type { Attempt, Policy } from '../policy';
import { concaveHull, type Point } from '../statistics/frontier';

/** A number as it is mostly written, with a sign, thousands and decimals. */
const numeral = /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;

/**
 * An answer in the form in which answers are compared: without code fences, quotes or a full stop around it, in lower
 * case, blanks made one, and numbers as numbers ("1,000.0" is "1000").
 */
export function normalAnswer(text: string): string {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^```\w*\n?([^]*?)\n?```$/, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'`*]{1,3})([^]*)\1\.?$/, '$2')
    .replace(/(?<!\.)\.$/, '')
    .trim()
    .toLowerCase();
  return numeral.test(bare) ? String(Number(bare.replaceAll(',', ''))) : bare;
}

/** The answer that most attempts came to. */
export interface Agreement {
  /** Position of the first attempt that came to it; -1 where none came to anything. */
  first: number;
  /** How many did. */
  count: number;
}

/** Which answer most attempts came to, the first of equals. What came to nothing, or isn’t known, agrees with nobody. */
export function agreementOf(attempts: readonly Pick<Attempt, 'returned'>[]): Agreement {
  const found = new Map<string, Agreement>();
  attempts.forEach(({ returned }, at) => {
    if (returned === undefined || returned === null) return;
    const before = found.get(returned);
    if (before) before.count++;
    else found.set(returned, { first: at, count: 1 });
  });
  return [...found.values()].reduce((best, one) => (one.count > best.count ? one : best), {
    first: -1,
    count: 0,
  });
}

/** Asks one model several times, and another where its answers don’t agree. */
export interface AgreementRule {
  /** The model that is asked first, how often at most, and how many of its answers must agree. */
  model: number;
  samples: number;
  agree: number;
  /** Who is asked where they don’t; undefined: what most answers came to is taken all the same. */
  otherwise?: number;
}

/**
 * Self-agreement as the only sign of a right answer, where nothing can be verified: samples of one model are drawn until
 * enough of them agree, or enough no longer can.
 */
export function untilAgreement({ model, samples, agree, otherwise }: AgreementRule): Policy {
  const then = otherwise === undefined ? '' : `-${otherwise}`;
  return {
    id: `agreement:${model}-${agree}-of-${samples}${then}`,
    verifies: false,
    next(_prediction, history) {
      const drawn = history.filter((attempt) => attempt.model === model);
      if (history.length > drawn.length) return { kind: 'accept', attempt: history.length - 1 };
      const { first, count } = agreementOf(history);
      if (count >= agree) return { kind: 'accept', attempt: first };
      if (count + samples - drawn.length >= agree && drawn.length < samples)
        return { kind: 'attempt', model };
      if (otherwise !== undefined) return { kind: 'attempt', model: otherwise };
      return first < 0 ? { kind: 'give-up' } : { kind: 'accept', attempt: first };
    },
  };
}

/** A task with what its trials came to, and whether they were right: `[model][trial]`. */
export interface AnsweredTask {
  returned: (string | null)[][];
  right: boolean[][];
}

/**
 * What a policy that compares answers gets and pays on a task, its trials taken in the order in which they were recorded.
 *
 * @throws RangeError where it asks a model more often than it was recorded
 */
export function agreementOutcome(policy: Policy, task: AnsweredTask, unitCosts: readonly number[]): Point {
  const history: Attempt[] = [];
  const right: boolean[] = [];
  let cost = 0;
  for (;;) {
    const step = policy.next({}, history);
    if (step.kind === 'give-up') return { accuracy: 0, cost };
    if (step.kind === 'accept') return { accuracy: Number(right[step.attempt]), cost };
    const { model } = step;
    const index = history.filter((attempt) => attempt.model === model).length;
    if (index >= task.returned[model].length) {
      throw new RangeError(`model ${model} is asked more often than it was recorded`);
    }
    cost += unitCosts[model];
    history.push({ model, visible: 'unknown', returned: task.returned[model][index] });
    right.push(task.right[model][index]);
  }
}

/** A rule with what it gets and pays on average. */
export interface AgreementPoint extends Point {
  rule: AgreementRule;
}

/**
 * The rules worth having, cheapest first: every model, up to as many samples as all tasks have, every number that must
 * agree, every dearer model to go on with. What they get is measured on these very tasks: it flatters them, the more so
 * the fewer there are.
 *
 * @param tasks at least one
 */
export function searchAgreement(
  tasks: readonly AnsweredTask[],
  unitCosts: readonly number[],
): AgreementPoint[] {
  const recorded = unitCosts.map((_, k) => Math.min(...tasks.map(({ returned }) => returned[k].length)));
  const rules = unitCosts.flatMap((_, model) =>
    Array.from({ length: recorded[model] }, (_, n) => n + 1).flatMap((samples) =>
      Array.from({ length: samples }, (_, n) => n + 1).flatMap((agree) =>
        [undefined, ...unitCosts.keys()]
          .filter((next) => next === undefined || (next > model && recorded[next] > 0))
          .map((otherwise): AgreementRule => ({ model, samples, agree, otherwise })),
      ),
    ),
  );
  const points = rules.map((rule): AgreementPoint => {
    const policy = untilAgreement(rule);
    const outcomes = tasks.map((task) => agreementOutcome(policy, task, unitCosts));
    const mean = (of: (point: Point) => number) =>
      outcomes.reduce((sum, point) => sum + of(point), 0) / tasks.length;
    return { rule, accuracy: mean(({ accuracy }) => accuracy), cost: mean(({ cost }) => cost) };
  });
  return concaveHull(points).map((at) => points[at]);
}
