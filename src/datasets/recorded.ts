import type { Experiment } from '../core/experiment';
import { parseOutcomes } from '../core/outcomes-file';

/** An experiment that comes with the app: its trials are recorded, its texts stay with their dataset. */
export interface RecordedExperiment {
  id: RecordedId;
  title: string;
  /** Which dataset its tasks are of. */
  dataset: string;
  /** One sentence on what was recorded. */
  description: string;
  /** Path of the outcomes file, relative to the app. */
  outcomes: string;
  /** Path of the file with the features of its tasks, relative to the app. */
  features: string;
  /** Ids of tasks of the same prompt and first test. */
  twins?: string[][];
}

export type RecordedId = 'mbpp' | 'mbpp-as-recorded' | 'humaneval';

const mbppTwins = [['76', '347']];

/** The built-in experiments, the one that is shown first at the front. */
export const recordedExperiments: readonly RecordedExperiment[] = [
  {
    id: 'mbpp',
    title: 'MBPP, one trial, judged again',
    dataset: 'mbpp',
    description:
      'One answer each of Code Llama 7B, GPT-3.5 and GPT-4 to 973 Python tasks, recorded by the paper’s authors and run again with a correct harness.',
    outcomes: 'outcomes/mbpp.jsonl',
    features: 'features/mbpp.bin',
    twins: mbppTwins,
  },
  {
    id: 'mbpp-as-recorded',
    title: 'MBPP, one trial, as its authors judged it',
    dataset: 'mbpp',
    description:
      'The same answers with the verdicts of the authors’ own harness, in which recursion, helpers and imports failed.',
    outcomes: 'outcomes/mbpp-as-recorded.jsonl',
    features: 'features/mbpp.bin',
    twins: mbppTwins,
  },
  {
    id: 'humaneval',
    title: 'HumanEval, five trials',
    dataset: 'humaneval',
    description:
      'Five answers each of Code Llama 7B, GPT-3.5 and GPT-4o to 164 Python tasks, recorded by an independent re-implementation of the paper.',
    outcomes: 'outcomes/humaneval.jsonl',
    features: 'features/humaneval.bin',
  },
];

/** The built-in experiment of that id, such as one typed in a terminal or found in a link. */
export function findRecorded(id: string): RecordedExperiment | undefined {
  return recordedExperiments.find((recorded) => recorded.id === id);
}

/**
 * Loads a built-in experiment.
 *
 * @param readText gives the text at a path relative to the app: fetched in the page, read from disk in a terminal
 * @throws RangeError where there is no such experiment; OutcomesFileError; whatever `readText` throws
 */
export async function loadRecorded(
  id: string,
  readText: (path: string) => Promise<string>,
): Promise<Experiment> {
  const recorded = findRecorded(id);
  if (!recorded) {
    const known = recordedExperiments.map((one) => one.id).join(', ');
    throw new RangeError(`no built-in experiment is called ${JSON.stringify(id)}, only ${known}`);
  }
  const experiment = parseOutcomes(await readText(recorded.outcomes), { id: recorded.id });
  return { ...experiment, ...(recorded.twins && { twins: recorded.twins }) };
}
