import type { LinkField } from '../link/link.svelte';

/** The visitor's own costs of a call in a link: "1,10,150", cheapest first. */
export function costsField(
  read: () => number[] | undefined,
  write: (costs: number[] | undefined) => void,
): LinkField {
  return {
    read: () => read()?.join(','),
    write(value) {
      const costs = value?.split(',').map(Number);
      const isFit =
        costs?.every((cost, k) => Number.isFinite(cost) && cost > (k > 0 ? costs[k - 1] : 0)) ?? true;
      if (isFit) write(costs);
      return isFit;
    },
  };
}
