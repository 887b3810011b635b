import { type AskingCost, cheapestFirst } from '../../core/batch-plan';
import { nextBatch } from '../../core/lazy-labelling';
import type { Board } from './board';

/** A request to make: trials of one model and task. */
export interface Ask {
  task: string;
  /** Index of the model. */
  model: number;
  /** Indices of the trials, ascending. */
  indices: number[];
}

/**
 * What to ask next for one task. Where all of its trials are wanted, that is everything that is missing, of all
 * models; else the batch of the cheapest model that can still change its label, once everything asked before is
 * judged. A task that waits for a trial that failed is not asked of dearer models: its label couldn't be decided.
 *
 * @param costs of each model, as of now
 */
export function planTask(board: Board, task: string, costs: readonly AskingCost[]): Ask[] {
  const { models, rule } = board.definition;
  if (board.audited.has(task)) {
    return cheapestFirst(costs).flatMap((model) => ask(board, task, model, board.definition.trials));
  }
  const isOpen = models.some((_, k) =>
    board.cells(task, k).some((cell) => cell === 'pending' || cell === 'answered'),
  );
  if (isOpen || board.level(task) !== undefined) return [];
  const most = models.map(() => board.labelTrials);
  const batch = nextBatch(rule, board.outcomes(task), costs, most);
  if (!batch || board.cells(task, batch.model).includes('failed')) return [];
  const [next] = ask(board, task, batch.model, board.labelTrials);
  return next ? [{ ...next, indices: next.indices.slice(0, batch.samples) }] : [];
}

function ask(board: Board, task: string, model: number, most: number): Ask[] {
  const indices = board
    .cells(task, model)
    .flatMap((cell, index) => (cell === 'missing' && index < most ? [index] : []));
  return indices.length > 0 ? [{ task, model, indices }] : [];
}

/** An ask in parts whose indices follow on each other: engines in the page draw answer i with `seed + i`. */
export function consecutive(asked: Ask): Ask[] {
  const parts: Ask[] = [];
  for (const index of asked.indices) {
    const last = parts.at(-1);
    if (last?.indices.at(-1) === index - 1) last.indices.push(index);
    else parts.push({ ...asked, indices: [index] });
  }
  return parts;
}
