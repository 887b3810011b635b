import { type LabellingRule, levelsOf, paperFiveLevel } from './labelling';
import { rulePresets } from './rules/presets';
import { isWritten, writtenRule } from './rules/written-rule';

/** Which model a task of each level goes to. */
export interface AssignmentRule {
  id: string;
  name: string;
  /** level -> model index, cheapest model 0. */
  modelOfLevel: Record<number, number>;
}

const inWords = writtenRule(rulePresets(3)[0].conditions, 3);

/** Are these the paper's five levels, built in or in words? */
const isFiveLevels = ({ id }: LabellingRule) => id === paperFiveLevel.id || id === inWords.id;

/** Class k -> model k, and the class beyond the last model to the last model. */
function modelPerClass(rule: LabellingRule): Record<number, number> {
  const dearest = rule.models - 1;
  if (!isWritten(rule)) {
    return Object.fromEntries(levelsOf(rule).map((level) => [level, Math.min(level, dearest)]));
  }
  // Levels in words are numbered as their writer likes: the first to be tried is the first class.
  return Object.fromEntries(rule.levels.map(({ level }, place) => [level, Math.min(place, dearest)]));
}

/** Section 3.3: levels 1 and 2 -> small, 3 and 4 -> mid, 5 -> large. */
export function paperRule(rule: LabellingRule): AssignmentRule {
  const modelOfLevel = isFiveLevels(rule) ? { 1: 0, 2: 0, 3: 1, 4: 1, 5: 2 } : modelPerClass(rule);
  return { id: 'paper-rule', name: 'The paper’s assignment', modelOfLevel };
}

/** What Fig. 3's levels mean: 1 -> small, 2 -> mid, the rest -> large. */
export function shiftedRule(rule: LabellingRule): AssignmentRule {
  const modelOfLevel = isFiveLevels(rule) ? { 1: 0, 2: 1, 3: 2, 4: 2, 5: 2 } : modelPerClass(rule);
  return { id: 'shifted-rule', name: 'The assignment that the levels suggest', modelOfLevel };
}

/** What somebody chose, level by level. */
export function ownAssignment(modelOfLevel: Record<number, number>): AssignmentRule {
  return { id: 'own-assignment', name: 'The assignment chosen for this rule', modelOfLevel };
}

/** The assignments that an experiment's policies follow: the paper's, the shifted one, and its own where it has one. */
export function assignmentsOf(experiment: {
  rule: LabellingRule;
  assignment: AssignmentRule;
}): AssignmentRule[] {
  const { rule, assignment } = experiment;
  const known = [paperRule(rule), shiftedRule(rule)];
  return known.some(({ id }) => id === assignment.id) ? known : [...known, assignment];
}
