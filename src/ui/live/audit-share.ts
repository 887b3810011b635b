import { usualAuditShare } from '../../lab/draft';
import type { LiveDefinition } from '../../lab/run/contract';

/** The share that is audited, or would be. */
export function auditShareOf({ labelling }: LiveDefinition): number {
  return labelling.kind === 'lazy' ? labelling.auditShare : usualAuditShare;
}
