import { sha256Hex } from '../../core/digest';
import type { Experiment } from '../../core/experiment';
import type { RecordingEntry } from '../../store/recordings';

/** The id of an outcomes file, made of its hash: the same file is there once. */
export const recordingId = (text: string) => `file-${sha256Hex(text).slice(0, 16)}`;

/**
 * What lists show of an outcomes file.
 *
 * @param experiment as the file says
 * @param now milliseconds since 1970
 */
export function recordingEntry(
  { id, name, dataset, models, tasks }: Experiment,
  now: number,
): RecordingEntry {
  const trials = tasks.reduce((sum, task) => sum + task.trials.flat().length, 0);
  const names = models.map((model) => model.name);
  return { id, name, dataset, models: names, tasks: tasks.length, trials, storedAt: now };
}
