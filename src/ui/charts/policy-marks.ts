import type { PolicyReport, Report } from '../../study/report';
import { tierOf } from '../format';

/** How a policy is drawn: shape tells what it knows, colour which tier it is. */
export interface Mark {
  shape: 'circle' | 'square' | 'diamond' | 'cross';
  colour: string;
}

export const markKinds: { shape: Mark['shape']; text: string }[] = [
  { shape: 'circle', text: 'one model, or a coin flip' },
  { shape: 'square', text: 'checks a visible test' },
  { shape: 'diamond', text: 'predicts' },
  { shape: 'cross', text: 'knows the truth (a bound)' },
];

/** The mark of a policy. */
export function markOf(policy: PolicyReport, report: Report): Mark {
  const model = report.models.findIndex(({ id }) => policy.id === `always:${id}`);
  const colour = model >= 0 ? `var(--${tierOf(model, report.models.length)})` : 'var(--ink)';
  if (policy.bound) return { shape: 'cross', colour: 'var(--quiet)' };
  if (policy.verifier !== 'none') return { shape: 'square', colour };
  const predicts = ['paper-rule', 'shifted-rule', 'own-assignment', 'threshold'].includes(policy.id);
  return { shape: predicts ? 'diamond' : 'circle', colour };
}

/** The outline of a mark of radius r around the origin. */
export function outline(shape: Mark['shape'], r: number): string {
  switch (shape) {
    case 'circle':
      return `M${-r} 0 a${r} ${r} 0 1 0 ${2 * r} 0 a${r} ${r} 0 1 0 ${-2 * r} 0 Z`;
    case 'square':
      return `M${-r * 0.9} ${-r * 0.9} h${r * 1.8} v${r * 1.8} h${-r * 1.8} Z`;
    case 'diamond':
      return `M0 ${-r * 1.25} L${r * 1.25} 0 L0 ${r * 1.25} L${-r * 1.25} 0 Z`;
    case 'cross':
      return `M${-r} ${-r} L${r} ${r} M${-r} ${r} L${r} ${-r}`;
  }
}

/**
 * The policies to show: where two policies do the same on every task (the two assignment rules, for rules with
 * one class per model), the first stands for both.
 */
export function distinctPolicies(report: Report): PolicyReport[] {
  const same = (a: PolicyReport, b: PolicyReport) =>
    a.bound === b.bound && a.sentence === b.sentence && a.moves.every((moves, i) => moves === b.moves[i]);
  return report.policies.filter(
    (policy, i) => !report.policies.slice(0, i).some((before) => same(before, policy)),
  );
}
