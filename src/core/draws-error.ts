/**
 * - empty: no task in it
 * - malformed: some line is not as the format wants it
 */
export type DrawsFileErrorCode = 'empty' | 'malformed';

/** Why a draws file was not read. `message` lists the problems, each with its line. */
export class DrawsFileError extends Error {
  override name = 'DrawsFileError';
  /** The same file will be refused again. */
  readonly retryable = false;

  constructor(
    readonly code: DrawsFileErrorCode,
    summary: string,
    /** Lines of the file count from 1. */
    readonly problems: { line: number; message: string }[] = [],
  ) {
    super([summary, ...problems.map(({ line, message }) => `line ${line}: ${message}`)].join('\n'));
  }
}
