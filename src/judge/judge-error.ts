/**
 * - unavailable: Python's files couldn't be fetched
 * - refused: the browser allows neither the frame nor Python in it
 * - start-failed: the interpreter didn't start
 * - broken: workers failed again and again through no fault of the code
 * - disposed: the judge was closed meanwhile
 */
export type JudgeErrorCode = 'unavailable' | 'refused' | 'start-failed' | 'broken' | 'disposed';

/** A failure of the judge itself: never a verdict, and never counted against a model. */
export class JudgeError extends Error {
  override name = 'JudgeError';

  constructor(
    readonly code: JudgeErrorCode,
    message: string,
    /** May the very same call succeed later? */
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
