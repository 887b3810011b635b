import { auditedTasks } from '../../core/audit';
import type { RecordedTask } from '../../core/experiment';
import { experimentFrom } from '../../core/experiment-from';
import type { TrialSummary } from '../../core/live-experiment';
import { kindOf } from '../../datasets/kinds/registry';
import type { LiveDefinition } from '../../lab/run/contract';
import { count } from '../format';
import type { LoadedExperiment } from '../state/experiment-source';
import { featuresOf } from '../state/features-of';
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
  const { trials } = definition;
  const audited = auditedTasks(definition);
  const isWhole = (task: RecordedTask) => task.trials.every((ofModel) => ofModel.length >= trials);
  const whole = all.tasks.filter((task) => audited.has(task.id) && isWhole(task));
  if (whole.length === 0) {
    throw new Error('No task has all of its trials judged yet: come back when the run has gone on.');
  }
  const texts = await knownTexts(definition);
  const tasks = whole.map((task) => {
    const text = texts?.get(task.id);
    if (!text) return task;
    // Of another kind than Python a test is the answer itself: nothing that predicts may see it.
    return kindOf(text).showsTests
      ? { ...task, prompt: text.prompt, tests: text.tests }
      : { ...task, prompt: text.prompt };
  });
  const experiment = { ...all, tasks };
  return {
    experiment,
    features: featuresOf(experiment),
    notes: notesOf(definition, whole.length, audited.size),
  };
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
