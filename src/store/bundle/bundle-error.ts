const mostProblems = 20;

/**
 * - not-bundle: not a zip archive, or one of something else
 * - too-large: it holds more than can be read here, or says so
 * - newer-version: written by a later version of this program
 * - malformed: something in it is not as it must be
 * - other-definition: the experiment that is here under its id asks for something else
 */
export type BundleErrorCode = 'not-bundle' | 'too-large' | 'newer-version' | 'malformed' | 'other-definition';

/** One thing wrong with a bundle. */
export interface BundleProblem {
  /** The file within the archive. */
  member: string;
  /** From 1, in members of lines. */
  line?: number;
  message: string;
}

/** Why a bundle was not imported. `message` lists the problems, each with its member and line. */
export class BundleError extends Error {
  override name = 'BundleError';
  readonly retryable = false;

  constructor(
    readonly code: BundleErrorCode,
    summary: string,
    readonly problems: BundleProblem[] = [],
    options?: ErrorOptions,
  ) {
    const lines = problems.map(
      ({ member, line, message }) => `${member}${line ? ` line ${line}` : ''}: ${message}`,
    );
    super([summary, ...lines].join('\n'), options);
  }
}

/** Collects problems up to the most that a person wants to read, then throws. */
export class BundleProblems {
  readonly #problems: BundleProblem[] = [];

  /** @throws BundleError when there are enough */
  add(member: string, line: number | undefined, message: string): void {
    this.#problems.push({ member, ...(line && { line }), message });
    if (this.#problems.length === mostProblems) this.throwIfAny();
  }

  /** @throws BundleError where any problem was added */
  throwIfAny(): void {
    if (this.#problems.length === 0) return;
    throw new BundleError(
      'malformed',
      'Nothing was imported: something is wrong with the bundle',
      this.#problems,
    );
  }
}
