import { EngineError } from '../../../core/engine-error';
import type { ServerRequestOptions } from '../ask-server';
import { fileText } from '../files';
import type { Connection } from '../settings';
import type { LossPoint } from './events';

/**
 * The losses in a job's result file. The API documents CSV and gives it as base64; either is read.
 *
 * @throws EngineError 'not-an-answer' where it is neither
 */
export function readResultFile(text: string): LossPoint[] {
  const csv = /^\s*step,/.test(text) ? text : decoded(text);
  const [header, ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(',');
  if (columns[0] !== 'step') {
    throw new EngineError('not-an-answer', 'The job’s result file has no steps in it.');
  }
  return lines.map((line) => {
    const cells = line.split(',');
    const number = (name: string) => {
      const cell = cells[columns.indexOf(name)];
      const value = cell ? Number(cell) : NaN;
      return Number.isFinite(value) ? value : undefined;
    };
    const [trainLoss, validLoss] = [number('train_loss'), number('valid_loss')];
    return {
      step: Number(cells[0]),
      ...(trainLoss !== undefined && { trainLoss }),
      ...(validLoss !== undefined && { validLoss }),
    };
  });
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64.trim()), (char) => char.charCodeAt(0)));
  } catch (cause) {
    const message = 'The job’s result file is neither a table nor base64.';
    throw new EngineError('not-an-answer', message, { cause });
  }
}

/**
 * The losses of a job that is over; empty where it left no result file.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function resultsOf(
  connection: Connection,
  files: readonly string[],
  options: ServerRequestOptions = {},
): Promise<LossPoint[]> {
  return files.length ? readResultFile(await fileText(connection, files[0], options)) : [];
}
