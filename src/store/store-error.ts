/**
 * - missing: the browser has no IndexedDB
 * - refused: it has, and doesn't let this page use it
 * - blocked: another tab holds the database
 * - newer-version: a newer version of the app wrote the database
 * - superseded: another tab opened the database with a newer version of the app
 * - terminated: the browser closed the database
 * - quota: no room is left for a value
 * - failed: one read or write failed
 * - gone: the experiment, or the trial, isn't there: it was deleted, perhaps in another tab
 */
export type StoreErrorCode =
  | 'missing'
  | 'refused'
  | 'blocked'
  | 'newer-version'
  | 'superseded'
  | 'terminated'
  | 'quota'
  | 'failed'
  | 'gone';

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
  gone: 'This experiment, or a trial of it, is no longer here: it was deleted, perhaps in another tab.',
};

/** Where an experiment is kept, nothing may be let go of in silence. */
const experimentMessages: Partial<Record<StoreErrorCode, string>> = {
  blocked:
    'The database with your experiments does not open: another tab holds it, or this device is very busy. Nothing is lost. Close the other tabs of this app, then try again.',
  quota:
    'There is no room left to keep trials. All that were kept so far are safe: export the experiment, make room, then go on.',
  failed: 'Something of an experiment could not be kept, or not be read back. Try again.',
};

/** What went wrong with keeping things. `message` is for the visitor. */
export class StoreError extends Error {
  override name = 'StoreError';
  /** May the same succeed later, without a change by the visitor? */
  readonly retryable: boolean;

  constructor(
    readonly code: StoreErrorCode,
    options?: ErrorOptions,
    /** What it was about. */
    subject: 'result' | 'experiment' = 'result',
  ) {
    super((subject === 'experiment' && experimentMessages[code]) || messages[code], options);
    this.retryable = code === 'blocked' || code === 'terminated' || code === 'failed';
  }
}
