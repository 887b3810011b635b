import { boundLevels, type CountCondition, type LabellingRule } from '../../core/labelling';
import { holds } from '../../core/rules/condition';

/** One line of a labelling rule, tried on one task. */
export interface TriedLevel {
  level: number;
  holds: boolean;
  /** "x₁ = 4 < 5; x₁ + x₂ = 8 ≥ 7" */
  text: string;
}

/** What decides the level that takes all other tasks. */
export const noOther = 'no line above holds';

const subscript = (model: number) =>
  String(model + 1).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));

/** "x₁": the successes of a model, numbered as in section 3.1. */
export const successesOf = (model: number) => `x${subscript(model)}`;

function tried({ models, atLeast, unit }: CountCondition, counts: number[], trials: number[]) {
  const sum = (values: number[]) => models.reduce((total, k) => total + values[k], 0);
  const names = models.map(successesOf).join(' + ');
  if (unit === 'successes') {
    const holds = sum(counts) >= atLeast;
    return { holds, text: `${names} = ${sum(counts)} ${holds ? '≥' : '<'} ${atLeast}` };
  }
  // The same slack as in core/labelling: 3 of 5 reaches 0.6.
  const holds = sum(counts) >= atLeast * sum(trials) - 1e-9;
  const of = `${names} = ${sum(counts)} of ${sum(trials)}`;
  return { holds, text: `${of}, ${holds ? 'at least' : 'less than'} ${Math.round(atLeast * 100)} %` };
}

/**
 * How a rule comes to a task's level: every line that was tried, the one that decided last.
 *
 * @param counts successes per model, cheapest first
 * @param trials trials per model
 */
export function triedLevels(rule: LabellingRule, counts: number[], trials: number[]): TriedLevel[] {
  const lines: TriedLevel[] = [];
  const bound = boundLevels(rule, trials);
  for (const [place, one] of rule.levels.entries()) {
    const { level } = one;
    if ('when' in one) {
      const holding = holds(bound[place].condition, counts);
      const values = counts.map((value, k) => `${successesOf(k)} = ${value}`).join(', ');
      lines.push({ level, holds: holding, text: `${one.when}, with ${values}` });
      if (holding) break;
      continue;
    }
    const { any } = one;
    const conditions = any.map((condition) => tried(condition, counts, trials));
    const holding = conditions.find(({ holds }) => holds);
    const decided = any.length === 0 || holding !== undefined;
    const text =
      any.length === 0
        ? noOther
        : (holding?.text ?? conditions.map((condition) => condition.text).join('; '));
    lines.push({ level, holds: decided, text });
    if (decided) break;
  }
  return lines;
}
