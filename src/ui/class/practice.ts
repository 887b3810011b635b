import { practiceExperiment, practiceId } from '../../datasets/starter/practice';
import { starterTasks } from '../../datasets/starter/starter';
import type { ExperimentSource, LoadedExperiment } from '../state/experiment-source';
import { featuresOf } from '../state/features-of';
import { StudyState } from '../state/study-state.svelte';

/** Not among the experiments: nothing is to be studied in it. */
export const practiceSource: ExperimentSource = {
  id: practiceId,
  kind: 'practice',
  title: 'Practice: starter tasks, no model asked',
  dataset: 'starter',
  description: 'How hard their author meant 40 tasks to be stands in for answers.',
};

export async function loadPractice(): Promise<LoadedExperiment> {
  const experiment = practiceExperiment(await starterTasks());
  return { experiment, features: featuresOf(experiment), notes: [] };
}

let study: StudyState | undefined;

/** What the router of a practice round learns from: the other tasks of it. */
export const practiceStudy = () => (study ??= new StudyState(loadPractice, 'kept'));
