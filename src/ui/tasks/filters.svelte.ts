import { perKey } from './keyed';
import { type Filters, noFilters } from './matching';

/** What the list of one experiment's tasks is narrowed to, kept from page to page. */
class FilterState implements Filters {
  search = $state(noFilters.search);
  level = $state(noFilters.level);
  solvedBy = $state(noFilters.solvedBy);
  fools = $state(noFilters.fools);

  /** Sets these, and clears all others. */
  set(filters: Partial<Filters>): void {
    Object.assign(this, noFilters, filters);
  }
}

export type { FilterState };

export const filtersOf: (experiment: string) => FilterState = perKey(() => new FilterState());
