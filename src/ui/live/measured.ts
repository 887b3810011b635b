import { auditedTasks, type MeasuredAccuracy, measuredAccuracy } from '../../core/audit';
import { experimentFrom } from '../../core/experiment-from';
import type { TrialSummary } from '../../core/live-experiment';
import type { LiveDefinition } from '../../lab/run/contract';

/** Each model's accuracy, from tasks of which every trial is asked whatever the earlier ones were. */
export function measuredOf(
  definition: LiveDefinition,
  summaries: readonly TrialSummary[],
): MeasuredAccuracy[] {
  const { models, trials } = definition;
  const audited = auditedTasks(definition);
  const { tasks } = experimentFrom(
    definition,
    summaries.filter(({ task }) => audited.has(task)),
  );
  return measuredAccuracy(
    tasks,
    audited,
    models.map(() => trials),
  );
}
