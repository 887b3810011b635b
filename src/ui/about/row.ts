import type { Experiment } from '../../core/experiment';
import type { PolicyReport, Report } from '../../study/report';
import type { Cell } from './cells';

/** What is compared: how the paper has it, and how a report says it. */
export interface Row {
  id: string;
  what: string;
  /** Where it stands in the paper. */
  place?: string;
  /** Quoted; absent where the paper has no such figure. */
  paper?: Cell;
  /** Which experiments can say anything of it; absent: all. */
  appliesTo?(report: Report): boolean;
  /** Nothing where the report isn't that far yet. */
  here(report: Report, experiment: Experiment): Cell | null | undefined;
  /** What the comparison says, and what keeps it from being one of like with like. */
  remark: string;
}

/** The policy of that id, if the report is that far. */
export const policyIn = (report: Report, id: string): PolicyReport | undefined =>
  report.policies.find((policy) => policy.id === id);

/** Is a label one of the paper's five levels? */
export const isFiveLevel = (report: Report): boolean => report.rule.id === 'paper-5-level';
