/**
 * - unreachable: no answer, or one cut off
 * - http-status: an answer other than 200
 * - wrong-hash: not the content that is pinned
 * - malformed: can't be unpacked or read
 * - aborted: the visitor stopped it
 */
export type TextsErrorCode = 'unreachable' | 'http-status' | 'wrong-hash' | 'malformed' | 'aborted';

/** Why task texts could not be had. `message` says what happened, where, and what can be done. */
export class TextsError extends Error {
  override name = 'TextsError';

  constructor(
    readonly code: TextsErrorCode,
    message: string,
    /** May the very same call succeed later? */
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
