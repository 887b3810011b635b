/**
 * - granted: the browser won't clear what is kept here of its own accord
 * - denied: it may, where the disk gets full or the page isn't visited for long
 * - unsupported: it can't be asked
 */
export type Persistence = 'granted' | 'denied' | 'unsupported';

/** What of `StorageManager` is used; all of it may be missing where the page isn't served securely. */
export type Manager = Partial<Pick<StorageManager, 'persist' | 'persisted'>>;

const own = (): Manager | undefined => globalThis.navigator?.storage;

/** Asks the browser to keep what is here until the visitor deletes it: some ask the visitor in turn. */
export async function askPersistence(manager = own()): Promise<Persistence> {
  if (!manager?.persist) return 'unsupported';
  try {
    return (await manager.persist()) ? 'granted' : 'denied';
  } catch {
    // Browsers refuse with a TypeError where the page's origin is opaque: nothing is kept for long there.
    return 'denied';
  }
}

/** What was answered before, without asking. */
export async function currentPersistence(manager = own()): Promise<Persistence> {
  if (!manager?.persisted) return 'unsupported';
  try {
    return (await manager.persisted()) ? 'granted' : 'denied';
  } catch {
    return 'denied';
  }
}
