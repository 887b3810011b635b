import type { Experiment, RecordedTask } from '../../core/experiment';
import { levelsOf } from '../../core/labelling';
import type { TaskRow } from './rows';

/** Which tasks a list shows. */
export interface Filters {
  search: string;
  level: number | null;
  /** An id of `solverOptions`. */
  solvedBy: string;
  /** Only tasks with an answer that the visible tests accept wrongly. */
  fools: boolean;
}

export const noFilters: Readonly<Filters> = { search: '', level: null, solvedBy: 'any', fools: false };

export function isFiltered({ search, level, solvedBy, fools }: Filters): boolean {
  return search.trim() !== '' || level !== null || solvedBy !== noFilters.solvedBy || fools;
}

/** One way to choose tasks by who solved them. */
export interface SolverOption {
  id: string;
  text: string;
  tasks: number;
}

const solverTests: Record<string, (solvedBy: readonly boolean[], k: number) => boolean> = {
  any: () => true,
  all: (solvedBy) => solvedBy.every(Boolean),
  none: (solvedBy) => !solvedBy.some(Boolean),
  only: (solvedBy, k) => solvedBy.every((solved, model) => solved === (model === k)),
  not: (solvedBy, k) => !solvedBy[k] && solvedBy.some(Boolean),
};

/** Does a task with these solvers fit an option such as "none" or "only:2"? */
function fitsSolver(solvedBy: readonly boolean[], option: string): boolean {
  const [kind, model] = option.split(':');
  return solverTests[kind]?.(solvedBy, Number(model)) ?? true;
}

/** The ways to choose by who solved a task, with how many tasks each gives. */
export function solverOptions(
  { models }: Pick<Experiment, 'models'>,
  rows: readonly TaskRow[],
): SolverOption[] {
  const dearest = models.length - 1;
  const options = [
    { id: 'any', text: 'anyone or no one' },
    { id: 'all', text: models.length === 2 ? 'both models' : 'every model' },
    ...models.map(({ name }, k) => ({ id: `only:${k}`, text: `only ${name}` })),
    { id: `not:${dearest}`, text: `others, but not ${models[dearest].name}` },
    { id: 'none', text: 'no model' },
  ];
  return options.map((option) => ({
    ...option,
    tasks: rows.filter((row) => fitsSolver(row.solvedBy, option.id)).length,
  }));
}

/** Kept tasks per level. */
export function levelOptions({ rule }: Pick<Experiment, 'rule'>, rows: readonly TaskRow[]) {
  return levelsOf(rule).map((level) => ({
    level,
    tasks: rows.filter((row) => row.kept && row.level === level).length,
  }));
}

/** What a search looks through, per row: its id and its text, in small letters. */
export function searchable(
  rows: readonly TaskRow[],
  promptOf: (task: RecordedTask) => string | undefined,
): string[] {
  return rows.map(({ task }) => `${task.id} ${promptOf(task) ?? ''}`.toLowerCase());
}

/**
 * The rows that fit, in their order; a task whose very id is searched for stands first.
 *
 * @param texts `searchable(rows)`
 */
export function matching(rows: readonly TaskRow[], texts: readonly string[], filters: Filters): TaskRow[] {
  const { level, solvedBy, fools } = filters;
  const search = filters.search.trim().toLowerCase();
  const words = search.split(/\s+/);
  const found = rows.filter(
    (row, i) =>
      (level === null || (row.kept && row.level === level)) &&
      (!fools || row.fools) &&
      fitsSolver(row.solvedBy, solvedBy) &&
      words.every((word) => texts[i].includes(word)),
  );
  const named = search ? found.findIndex(({ task }) => task.id.toLowerCase() === search) : -1;
  return named > 0 ? [found[named], ...found.toSpliced(named, 1)] : found;
}
