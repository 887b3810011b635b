/**
 * - empty: no header, or no task
 * - not-outcomes: the first line is not the header of an outcomes file
 * - newer-version: written by a later version of this program
 * - malformed: some line is not as the format wants it
 */
export type OutcomesFileErrorCode = 'empty' | 'not-outcomes' | 'newer-version' | 'malformed';

/** One thing wrong with a file: where, what was expected and what was found. */
export interface OutcomesProblem {
  /** Line of the file, the header being 1. */
  line: number;
  message: string;
}

/** Why an outcomes file was not read. `message` lists all problems, each with its line. */
export class OutcomesFileError extends Error {
  override name = 'OutcomesFileError';
  /** The same file will be refused again. */
  readonly retryable = false;

  constructor(
    readonly code: OutcomesFileErrorCode,
    summary: string,
    readonly problems: OutcomesProblem[] = [],
    options?: ErrorOptions,
  ) {
    super([summary, ...problems.map(({ line, message }) => `line ${line}: ${message}`)].join('\n'), options);
  }
}

const mostProblems = 20;

/** Collects problems up to the most that a person wants to read, then throws. */
export class ProblemList {
  readonly #problems: OutcomesProblem[] = [];

  /** @throws OutcomesFileError when there are too many to go on */
  add(line: number, message: string): void {
    if (this.#problems.length === mostProblems) {
      throw new OutcomesFileError(
        'malformed',
        `Nothing was read: the file has more than ${mostProblems} problems, the first ${mostProblems} of which are`,
        this.#problems,
      );
    }
    this.#problems.push({ line, message });
  }

  /** @throws OutcomesFileError where any problem was added */
  throwIfAny(): void {
    const count = this.#problems.length;
    if (count === 0) return;
    const summary = `Nothing was read: the file has ${count === 1 ? 'a problem' : `${count} problems`}`;
    throw new OutcomesFileError('malformed', summary, this.#problems);
  }
}

/** A value as it stands in the file, short enough for a message. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
