import type { Model } from '../../core/experiment';
import type { LiveModel, Tier } from '../live-model';

const named = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Which of the visitor’s models stands for each of a router’s: the same one where it is there, else one of its tier
 * that isn’t retired; none stands for two.
 *
 * @param models the router’s, cheapest first
 * @param today "2026-10-23"
 * @returns per model of the router, the visitor’s, or undefined
 */
export function suggestedMapping(
  models: readonly Model[],
  own: readonly LiveModel[],
  today: string,
): (LiveModel | undefined)[] {
  const taken = new Set<string>();
  const take = (found: LiveModel | undefined) => {
    if (found) taken.add(found.id);
    return found;
  };
  const free = (fits: (model: LiveModel) => boolean) =>
    own.find((model) => !taken.has(model.id) && !isRetired(model, today) && fits(model));
  const same = models.map(({ id, name }) =>
    take(free((model) => model.id === id) ?? free((model) => named(model.name) === named(name))),
  );
  return same.map((found, k) => found ?? take(free(({ tier }) => tier === tierAt(k, models.length))));
}

/** Has its provider shut it down? */
export function isRetired({ retired }: Pick<LiveModel, 'retired'>, today: string): boolean {
  return retired !== undefined && retired <= today;
}

function tierAt(model: number, models: number): Tier {
  if (model === models - 1 && models > 1) return 'large';
  return model === 0 ? 'small' : 'mid';
}
