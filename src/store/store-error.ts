/**
 * - missing: the browser has no IndexedDB
 * - refused: it has, and doesn't let this page use it
 * - blocked: another tab holds the database
 * - newer-version: a newer version of the app wrote the database
 * - superseded: another tab opened the database with a newer version of the app
 * - terminated: the browser closed the database
 * - quota: no room is left for a value
 * - failed: one read or write failed
 */
export type StoreErrorCode =
  'missing' | 'refused' | 'blocked' | 'newer-version' | 'superseded' | 'terminated' | 'quota' | 'failed';

const messages: Record<StoreErrorCode, string> = {
  missing: 'This browser has no IndexedDB to keep anything in.',
  refused: 'This browser doesn’t let the page keep anything: a private window, or site data switched off.',
  blocked: 'Another tab holds the database. Close the other tabs of this app, then reload this one.',
  'newer-version':
    'What is kept here is of a newer version of this app, and was left alone. Reload to get it.',
  superseded: 'Another tab has opened a newer version of this app. Reload this one to go on with it.',
  terminated: 'The browser closed the database. Reload to open it again.',
  quota: 'There is no room left to keep a result: it will be computed or fetched again next time.',
  failed: 'A result could not be kept, or not be read back: it will be computed or fetched again.',
};

/** What went wrong with keeping things. `message` is for the visitor. */
export class StoreError extends Error {
  override name = 'StoreError';
  /** May the same succeed later, without a change by the visitor? */
  readonly retryable: boolean;

  constructor(
    readonly code: StoreErrorCode,
    options?: ErrorOptions,
  ) {
    super(messages[code], options);
    this.retryable = code === 'blocked' || code === 'terminated' || code === 'failed';
  }
}
