import type { Answer } from '../../../core/engine';
import { EngineError } from '../../../core/engine-error';
import { promptLength } from '../body';
import { type ErrorContext, toEngineError } from '../errors';
import { answersOf, readReply } from '../reply';
import type { BatchGroup } from './lines';

/** What came of the groups of a batch, by their ids. */
export interface BatchResults {
  /** As many as came, at most as many as were asked for. `seconds` is 0: a batch doesn't tell. */
  answers: Map<string, Answer[]>;
  /** Why a group has no answers, where the server said so. */
  failures: Map<string, EngineError>;
  /** What is still to be asked for, each with the number of samples that it lacks. */
  missing: BatchGroup[];
}

/** A line of an output or error file. */
interface ResultLine {
  custom_id?: unknown;
  response?: { status_code?: number; body?: unknown } | null;
  error?: { code?: string | null; message?: string } | null;
}

/**
 * Joins the lines of a batch's files, in whatever order they come, to what was asked for. Lines of unknown ids, and
 * a line that broke off, count as not there.
 *
 * @param texts contents of the output and error files
 */
export function readResults(
  texts: readonly string[],
  groups: readonly BatchGroup[],
  context: Omit<ErrorContext, 'isOnline'> & { model: string },
): BatchResults {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const results: BatchResults = { answers: new Map(), failures: new Map(), missing: [] };
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const result = parsed(line);
    const group = byId.get(String(result?.custom_id));
    if (!result || !group || results.answers.has(group.id)) continue;
    try {
      const answers = answersOfLine(result, group, context).slice(0, group.samples);
      if (answers.length) results.answers.set(group.id, answers);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      results.failures.set(group.id, error);
    }
  }
  for (const id of results.answers.keys()) results.failures.delete(id);
  for (const group of groups) {
    const lacking = group.samples - (results.answers.get(group.id)?.length ?? 0);
    if (lacking > 0) results.missing.push({ ...group, samples: lacking });
  }
  return results;
}

function parsed(line: string): ResultLine | undefined {
  if (!line.trim()) return undefined;
  try {
    return JSON.parse(line) as ResultLine;
  } catch {
    return undefined;
  }
}

/** @throws EngineError */
function answersOfLine(
  { response, error }: ResultLine,
  { request }: BatchGroup,
  context: Omit<ErrorContext, 'isOnline'> & { model: string },
): Answer[] {
  if (response?.status_code === 200) {
    const reply = readReply(response.body, context.model);
    return answersOf(reply, promptLength(request), 0).map(({ answer }) => answer);
  }
  if (response) {
    const said = (response.body as { error?: { message?: string } } | null)?.error ?? {};
    throw toEngineError(
      { ...said, message: said.message ?? '', status: response.status_code, error: said },
      { ...context, isOnline: true },
    );
  }
  const { name } = context.connection;
  if (error?.code === 'batch_expired' || error?.code === 'batch_cancelled') {
    throw new EngineError('no-answer', `${name} ended the batch before this request was answered.`, {
      remedy: 'Ask for what is missing in another batch, or at once.',
    });
  }
  throw toEngineError(
    { message: error?.message ?? '', code: error?.code, error: error ?? {} },
    { ...context, isOnline: true },
  );
}
