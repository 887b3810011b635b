import type { Experiment } from '../../core/experiment';
import { levelsOf } from '../../core/labelling';
import type { LinkField } from '../link/link.svelte';
import { filtersOf } from './filters.svelte';
import { noFilters, solverOptions } from './matching';
import { replayView } from './replay-view.svelte';

/** What a link says of the task explorer: what its list is narrowed to, and which replay is watched. */
export function filterFields(experiment: Experiment): Record<string, LinkField> {
  const filters = filtersOf(experiment.id);
  const levels = levelsOf(experiment.rule);
  const solvers = solverOptions(experiment, []).map(({ id }) => id);
  return {
    q: {
      read: () => filters.search || undefined,
      write: (search = noFilters.search) => {
        filters.search = search.slice(0, 500);
        return true;
      },
    },
    level: {
      read: () => filters.level?.toString(),
      write(value) {
        const level = value === undefined ? null : levels.find((one) => String(one) === value);
        if (level !== undefined) filters.level = level;
        return level !== undefined;
      },
    },
    by: {
      read: () => (filters.solvedBy === noFilters.solvedBy ? undefined : filters.solvedBy),
      write(value = noFilters.solvedBy) {
        if (!solvers.includes(value)) return false;
        filters.solvedBy = value;
        return true;
      },
    },
    fools: {
      read: () => (filters.fools ? '1' : undefined),
      write(value) {
        filters.fools = value === '1';
        return value === undefined || value === '1';
      },
    },
    replay: {
      read: () => (replayView.policy === 'ladder' ? undefined : replayView.policy),
      write(policy = 'ladder') {
        if (!/^[\w:./-]{1,200}$/.test(policy)) return false;
        replayView.policy = policy;
        return true;
      },
    },
    draw: {
      read: () => (replayView.draw === 1 ? undefined : String(replayView.draw)),
      write(value = '1') {
        if (!/^[1-9]\d{0,6}$/.test(value)) return false;
        replayView.draw = Number(value);
        return true;
      },
    },
  };
}
