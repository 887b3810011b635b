import { auditSample } from '../../core/audit';
import type { RecordedTask } from '../../core/experiment';
import { experimentFrom } from '../../core/experiment-from';
import type { TrialSummary } from '../../core/live-experiment';
import { recordedExperiments } from '../../datasets/recorded';
import type { LiveDefinition } from '../../lab/run/contract';
import { textOf } from '../../predictors/features/text';
import type { StudyFeatures } from '../../study/protocol';
import { count } from '../format';
import type { LoadedExperiment } from '../state/experiment-source';
import { servedAddress } from '../state/served';
import { knownTexts } from './task-sets';

/**
 * What a study can tell of a live experiment: tasks of which every trial was asked, whatever the earlier answers
 * were. Under lazy labelling these are the audited ones; the others were asked because of how answers turned out,
 * and accuracies and policies over them would tell of that.
 *
 * @throws Error, for the visitor, where there is no such task yet
 */
export async function liveExperiment(
  definition: LiveDefinition,
  summaries: readonly TrialSummary[],
): Promise<LoadedExperiment> {
  const all = experimentFrom(definition, summaries);
  const { labelling, taskIds, seed, trials } = definition;
  const audited =
    labelling.kind === 'lazy' ? auditSample(taskIds, labelling.auditShare, seed) : new Set(taskIds);
  const isWhole = (task: RecordedTask) => task.trials.every((ofModel) => ofModel.length >= trials);
  const whole = all.tasks.filter((task) => audited.has(task.id) && isWhole(task));
  if (whole.length === 0) {
    throw new Error('No task has all of its trials judged yet: come back when the run has gone on.');
  }
  const texts = await knownTexts(definition);
  const tasks = whole.map((task) => {
    const text = texts?.get(task.id);
    return text ? { ...task, prompt: text.prompt, tests: text.tests } : task;
  });
  return {
    experiment: { ...all, tasks },
    features: featuresOf(definition, tasks),
    notes: notesOf(definition, whole.length, audited.size),
  };
}

/** The shipped features where the dataset has them; else they are computed from the texts, where these are at hand. */
function featuresOf(definition: LiveDefinition, tasks: readonly RecordedTask[]): StudyFeatures | undefined {
  if (!definition.ownTasks) {
    const shipped = recordedExperiments.find(({ dataset }) => dataset === definition.dataset);
    if (shipped) return { address: servedAddress(shipped.features) };
  }
  const texts = tasks.flatMap(({ id, prompt, tests = [] }) =>
    prompt === undefined ? [] : [{ id, text: textOf(prompt, tests.slice(0, definition.visibleTests)) }],
  );
  return texts.length === tasks.length ? { texts } : undefined;
}

function notesOf({ labelling, taskIds }: LiveDefinition, whole: number, audited: number): string[] {
  const notes: string[] = [];
  if (labelling.kind === 'lazy') {
    notes.push(
      `These figures are of the ${count(audited)} tasks drawn by seed to get every trial, of ${count(taskIds.length)}. The other labels are on the run’s page: their trials were chosen by how earlier ones turned out, and accuracies over them would mislead.`,
    );
  }
  if (whole < audited) {
    notes.push(`So far ${count(whole)} of ${count(audited)} tasks have all of their trials judged.`);
  }
  return notes;
}
