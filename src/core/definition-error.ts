const mostProblems = 20;

/**
 * - not-definition: not JSON, or the JSON of something else
 * - newer-version: written by a later version of this program
 * - malformed: something in it is not as it must be
 * - secret: it holds a key, or what looks like one
 */
export type DefinitionErrorCode = 'not-definition' | 'newer-version' | 'malformed' | 'secret';

/** Why a definition was not read or written. `message` lists the problems, each with its path. */
export class DefinitionError extends Error {
  override name = 'DefinitionError';
  readonly retryable = false;
  readonly problems: string[];

  constructor(
    readonly code: DefinitionErrorCode,
    summary: string,
    problems: string[] = [],
  ) {
    const first = problems.slice(0, mostProblems);
    const more = problems.length > first.length ? [`and ${problems.length - first.length} more`] : [];
    super([summary, ...first, ...more].join('\n'));
    this.problems = first;
  }
}
