import { type LabellingRule, levelsOf, paperFiveLevel } from './labelling';

/** Which model a task of each level goes to. */
export interface AssignmentRule {
  id: string;
  name: string;
  /** level -> model index, cheapest model 0. */
  modelOfLevel: Record<number, number>;
}

/** Class k -> model k, and the class beyond the last model to the last model. */
function modelPerClass(rule: LabellingRule): Record<number, number> {
  return Object.fromEntries(levelsOf(rule).map((level) => [level, Math.min(level, rule.models - 1)]));
}

/** Section 3.3: levels 1 and 2 -> small, 3 and 4 -> mid, 5 -> large. */
export function paperRule(rule: LabellingRule): AssignmentRule {
  const modelOfLevel = rule.id === paperFiveLevel.id ? { 1: 0, 2: 0, 3: 1, 4: 1, 5: 2 } : modelPerClass(rule);
  return { id: 'paper-rule', name: 'The paper’s assignment', modelOfLevel };
}

/** What Fig. 3's levels mean: 1 -> small, 2 -> mid, the rest -> large. */
export function shiftedRule(rule: LabellingRule): AssignmentRule {
  const modelOfLevel = rule.id === paperFiveLevel.id ? { 1: 0, 2: 1, 3: 2, 4: 2, 5: 2 } : modelPerClass(rule);
  return { id: 'shifted-rule', name: 'The assignment that the levels suggest', modelOfLevel };
}
