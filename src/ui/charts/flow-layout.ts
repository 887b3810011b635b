import { movesWidth } from '../../core/replay';

/** One model's column: bar and what leaves it, in tasks, measured from the top of the tasks still open there. */
export interface FlowColumn {
  model: number;
  /** Tasks not yet accepted before this column. */
  open: number;
  asked: number;
  right: number;
  wrong: number;
  /** Tasks that pass this column by, on the way to a later model. */
  passing: number;
}

export interface FlowLayout {
  tasks: number;
  columns: FlowColumn[];
  /** Tasks that end without an accepted answer. */
  givenUp: number;
}

/**
 * Reads expected moves as a flow through the models, cheapest first. Asking a model again keeps a task in that
 * model's column; a move back to a cheaper model doesn't occur in any policy here and is not drawn.
 *
 * @param moves expected moves per task: see `Moves` in core/replay
 */
export function layOutFlow(moves: readonly number[], models: number, tasks: number): FlowLayout {
  const width = movesWidth(models);
  const at = (from: number, to: number) => moves[from * width + to] * tasks;
  const columns: FlowColumn[] = [];
  let open = tasks;
  let givenUp = at(0, models + 2);
  for (let k = 0; k < models; k++) {
    let asked = 0;
    for (let from = 0; from <= models; from++) if (from !== k + 1) asked += at(from, k);
    const right = at(k + 1, models);
    const wrong = at(k + 1, models + 1);
    givenUp += at(k + 1, models + 2);
    columns.push({ model: k, open, asked, right, wrong, passing: open - asked });
    open -= right + wrong;
  }
  return { tasks, columns, givenUp };
}
