import { canonicalJson } from '../../core/canonical-json';
import type { ExperimentDefinition } from '../../core/live-experiment';
import type { SettledTrial } from './contract';
import { placeOf } from './packs';

/** Their trials of one task by how they compare with mine. */
export interface TaskComparison {
  added: SettledTrial[];
  same: SettledTrial[];
  judged: SettledTrial[];
  differing: SettledTrial[];
}

const answerOf = ({ summary, detail }: SettledTrial) =>
  canonicalJson([
    { ...summary, digits: undefined, verdict: undefined },
    { ...detail, judgement: undefined },
  ]);

const judgementOf = ({ summary, detail }: SettledTrial) =>
  canonicalJson([summary.digits, summary.verdict ?? null, detail.judgement ?? null]);

const isJudged = ({ summary, detail }: SettledTrial) =>
  summary.verdict !== undefined || detail.judgement !== undefined;

export function compareTask(mine: readonly SettledTrial[], theirs: readonly SettledTrial[]): TaskComparison {
  const result: TaskComparison = { added: [], same: [], judged: [], differing: [] };
  const byPlace = new Map(mine.map((trial) => [placeOf(trial.summary), trial]));
  for (const their of theirs) {
    const my = byPlace.get(placeOf(their.summary));
    if (!my) result.added.push(their);
    else if (answerOf(my) !== answerOf(their)) result.differing.push(their);
    else if (!isJudged(their) || judgementOf(my) === judgementOf(their)) result.same.push(their);
    else if (!isJudged(my)) result.judged.push(their);
    else result.differing.push(their);
  }
  return result;
}

/** Do both ask for the same? Name and budget may differ. */
export function asksTheSame(a: ExperimentDefinition, b: ExperimentDefinition): boolean {
  const request = (definition: ExperimentDefinition) =>
    canonicalJson({ ...definition, name: undefined, budget: undefined });
  return request(a) === request(b);
}

/** @throws RangeError where trials of the definition before would not belong to the one that is to replace it */
export function checkKeepsTrials(before: ExperimentDefinition, after: ExperimentDefinition): void {
  const tasks = new Set(after.taskIds);
  const models = new Set(after.models.map(({ id }) => id));
  const gone =
    before.taskIds.find((task) => !tasks.has(task)) ?? before.models.find(({ id }) => !models.has(id))?.id;
  if (gone !== undefined) throw new RangeError(`${gone} has trials, or may have, and can't be left out`);
}
