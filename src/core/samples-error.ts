/**
 * - empty: no sample in it
 * - malformed: some line is not as the format wants it
 */
export type SamplesFileErrorCode = 'empty' | 'malformed';

/** Why a samples file was not read. `message` lists the problems, each with its line. */
export class SamplesFileError extends Error {
  override name = 'SamplesFileError';
  /** The same file will be refused again. */
  readonly retryable = false;

  constructor(
    readonly code: SamplesFileErrorCode,
    summary: string,
    /** Lines of the file count from 1. */
    readonly problems: { line: number; message: string }[] = [],
  ) {
    super([summary, ...problems.map(({ line, message }) => `line ${line}: ${message}`)].join('\n'));
  }
}
