import type { Intent, TrialFailure, TrialSummary } from '../../core/live-experiment';
import type { ExperimentStore } from '../../store/experiments/contract';
import { StoreError } from '../../store/store-error';
import type { LiveModel } from '../live-model';
import { parseLiveModel } from '../live-settings';
import { Board } from './board';
import type { LiveDefinition } from './contract';

/** What is kept of an experiment, as a run needs it. */
export interface Loaded {
  definition: LiveDefinition;
  board: Board;
  failures: TrialFailure[];
  /** Dollars of its answers, by model, and of all. */
  dollars: Map<string, number>;
  spent: number;
  unjudged: TrialSummary[];
}

/**
 * @param retries are trials that failed to be asked again?
 * @param read its trials, where whoever asks reads them too
 * @throws StoreError 'gone' where it isn't there; Error, for the visitor, where one of its models can't be read
 */
export async function load(
  experiments: ExperimentStore,
  id: string,
  retries: boolean,
  read: Promise<readonly TrialSummary[]> = experiments.summaries(id),
): Promise<Loaded> {
  const [kept, summaries, failures] = await Promise.all([
    experiments.get<LiveModel>(id),
    read,
    experiments.failures(id),
  ]);
  if (!kept) throw new StoreError('gone', undefined, 'experiment');
  const { definition } = kept;
  const unknown = definition.models.find((model) => !parseLiveModel(model));
  if (unknown) {
    throw new Error(
      `This version of the app doesn’t know how “${unknown.name}” is asked, so that nothing can be run. What was answered can be studied all the same: see Labels and Savings.`,
    );
  }
  const board = new Board(definition, summaries, retries ? [] : failures);
  const dollars = new Map<string, number>();
  for (const { model, dollars: more } of summaries) dollars.set(model, (dollars.get(model) ?? 0) + more);
  return {
    ...{ definition, board, failures, dollars },
    spent: summaries.reduce((sum, summary) => sum + summary.dollars, 0),
    unjudged: summaries.filter((summary) => board.get(summary) === 'answered'),
  };
}

/**
 * Takes back intents without an answer: they are of a page that ended in the middle, and those calls may have been
 * paid. Those of batch jobs are still out.
 *
 * @returns those that were taken back
 */
export async function takeOverIntents(experiments: ExperimentStore, board: Board): Promise<Intent[]> {
  const intents = await experiments.intents(board.definition.id);
  for (const intent of intents) if (intent.batch !== undefined) board.set(intent, 'pending');
  const left = intents.filter(({ batch }) => batch === undefined);
  await experiments.abandonIntents(left);
  return left;
}
