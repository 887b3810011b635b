import type { Estimate } from '../../core/interfaces';
import type { PolicyReport } from '../../study/report';
import { cost, percent, percentInterval, points, pointsInterval } from '../format';

/** A figure of this page, or of the paper, with what makes it readable. */
export interface Cell {
  /** The figure itself. */
  text: string;
  /** Its interval, and what it is of. */
  detail?: string;
}

/** A share with its interval. */
export const share = (value: Estimate, of = ''): Cell => ({
  text: percent(value.value),
  detail: [percentInterval(value), of].filter(Boolean).join('; '),
});

/** A difference of shares in points, with its interval. */
export const gain = (value: Estimate, of = ''): Cell => ({
  text: `${points(value.value)} points`,
  detail: [pointsInterval(value), of].filter(Boolean).join('; '),
});

/** How often a policy is right, and at what cost. */
export function policyCell(policy: PolicyReport | undefined, of = ''): Cell | undefined {
  if (!policy) return undefined;
  const { accuracy } = policy;
  return share(accuracy, [`at a cost of ${cost(policy.cost.value)} units`, of].filter(Boolean).join(', '));
}
