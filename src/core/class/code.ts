import { hash32 } from '../random';

/** What one player hands in of a round. Scores are not in it: whoever reads it works them out. */
export interface Result {
  experiment: string;
  /** Of the round. */
  round: number;
  /** Of the round's tasks: see `Round`. */
  fingerprint: string;
  /** A model index per task. */
  choices: number[];
  player: string;
}

export const longestName = 40;
const version = 1;

/**
 * - not-code: it isn't one at all
 * - newer-version: written by a later version of this program
 * - damaged: a character is wrong or missing
 */
export type CodeProblem = 'not-code' | 'newer-version' | 'damaged';

/** Why a code can't be read; `message` says it to whoever pasted it. */
export class CodeError extends Error {
  override name = 'CodeError';

  constructor(
    readonly code: CodeProblem,
    message: string,
  ) {
    super(message);
  }
}

const checkOf = (payload: string) => hash32(payload).toString(36).padStart(7, '0');

/** A name as it may stand in a table: one line, not too long. */
export function tidyName(name: string): string {
  return Array.from(name.replace(/[\p{C}\s]+/gu, ' ').trim())
    .slice(0, longestName)
    .join('');
}

/** A result as a code of letters, digits, "-" and "_" that can be pasted anywhere: "cn1-…". */
export function encodeResult({ experiment, round, fingerprint, choices, player }: Result): string {
  const text = JSON.stringify([experiment, round, fingerprint, choices.join(''), tidyName(player)]);
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  const payload = btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `cn${version}-${payload}${checkOf(payload)}`;
}

/** @throws CodeError */
export function decodeResult(code: string): Result {
  const [, number, rest] = /^cn(\d{1,4})-([\w-]*)$/.exec(code.trim()) ?? [];
  if (number === undefined) throw new CodeError('not-code', 'this is no code of a round');
  if (Number(number) > version) {
    throw new CodeError(
      'newer-version',
      'it was made by a newer version of this page: reload it and try again',
    );
  }
  const payload = rest.slice(0, -7);
  const damaged = new CodeError('damaged', 'a character of it is wrong or missing: copy it once more');
  if (rest.slice(-7) !== checkOf(payload)) throw damaged;
  try {
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (character) => character.charCodeAt(0)),
    );
    const result = readPayload(JSON.parse(text));
    if (result) return result;
  } catch {
    // Not by this program, though its check fits.
  }
  throw damaged;
}

function readPayload(content: unknown): Result | undefined {
  if (!Array.isArray(content)) return undefined;
  const [experiment, round, fingerprint, choices, player] = content as unknown[];
  const isWhole =
    typeof experiment === 'string' &&
    Number.isSafeInteger(round) &&
    typeof fingerprint === 'string' &&
    typeof choices === 'string' &&
    /^\d{1,20}$/.test(choices) &&
    typeof player === 'string';
  if (!isWhole) return undefined;
  return {
    experiment,
    round: round as number,
    fingerprint,
    choices: [...choices].map(Number),
    player: tidyName(player),
  };
}

/** A line that was pasted, or stands in a file, with what it is. */
export type ReadLine = { text: string; result: Result } | { text: string; problem: string };

/**
 * Reads codes as people hand them in: one a line, with anything around them ("Ada: cn1-…"), in a file or pasted. Lines
 * that begin with "#" are remarks.
 */
export function readCodes(text: string): ReadLine[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line): ReadLine[] => {
      const codes = line.match(/\bcn\d+-[\w-]+/g) ?? [line];
      return codes.map((code) => {
        try {
          return { text: line, result: decodeResult(code) };
        } catch (error) {
          return { text: line, problem: (error as CodeError).message };
        }
      });
    });
}
