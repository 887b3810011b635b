import type { BaseIssue } from 'valibot';
import { shown } from './outcomes-error';

/**
 * What is wrong with a value, as "path: expected …, got …". The schema's own messages say what is expected, and
 * begin small: v.string('a text').
 */
export function schemaProblem(issue: BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const path = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const where = path.replace(/^\./, '') || 'the whole';
  const isField = issue.path?.at(-1)?.type === 'object';
  if (isField && issue.input === undefined) return `${where}: is missing`;
  const found = Array.isArray(issue.input) ? `a list of ${issue.input.length}` : shown(issue.input);
  return `${where}: expected ${issue.message}, got ${found}`;
}
