import { type IDBPDatabase, wrap } from 'idb';
import { databaseName, databaseVersion, migrations, type Schema } from './schema';
import { StoreError } from './store-error';

/** What may happen to an open database. */
export interface ConnectionEvents {
  /** Another connection wants to upgrade the database to this version, or to delete it (null): it is closed now. */
  onClosed: (newVersion: number | null) => void;
  /** The browser closed it. */
  onTerminated: () => void;
}

function migrate(request: IDBOpenDBRequest, oldVersion: number): void {
  const database = wrap(request.result) as unknown as IDBPDatabase<Schema>;
  const transaction = wrap(request.transaction!) as unknown as Parameters<(typeof migrations)[number]>[1];
  for (const migration of migrations.slice(oldVersion)) migration(database, transaction);
}

function listen(raw: IDBDatabase, { onClosed, onTerminated }: ConnectionEvents): void {
  raw.addEventListener('versionchange', (event) => {
    raw.close();
    onClosed(event.newVersion);
  });
  raw.addEventListener('close', onTerminated);
}

/**
 * Opens the database, and brings it to the newest version.
 *
 * @param timeout milliseconds after which a database that doesn't open is given up; an upgrade, once it has begun,
 *   may take longer
 * @throws StoreError 'refused', 'blocked' or 'newer-version'
 */
export async function connect(
  factory: IDBFactory,
  timeout: number,
  events: ConnectionEvents,
): Promise<IDBPDatabase<Schema>> {
  try {
    return await new Promise((resolve, reject) => {
      const request = factory.open(databaseName, databaseVersion);
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(new StoreError('blocked'));
      }, timeout);
      request.onupgradeneeded = ({ oldVersion }) => {
        clearTimeout(timer);
        migrate(request, oldVersion);
      };
      request.onerror = () => {
        clearTimeout(timer);
        reject(request.error);
      };
      request.onsuccess = () => {
        clearTimeout(timer);
        // Nobody waits for it any more, and it must not hold up other tabs.
        if (late) return request.result.close();
        listen(request.result, events);
        resolve(wrap(request.result) as unknown as IDBPDatabase<Schema>);
      };
    });
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    const newer = cause instanceof Error && cause.name === 'VersionError';
    throw new StoreError(newer ? 'newer-version' : 'refused', { cause });
  }
}

/**
 * Deletes the database, of whatever version.
 *
 * @param timeout milliseconds to wait for other tabs to let go of it; it is deleted once they do, even if later
 * @throws StoreError 'refused' or 'blocked'
 */
export async function drop(factory: IDBFactory, timeout: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const request = factory.deleteDatabase(databaseName);
      const timer = setTimeout(() => reject(new StoreError('blocked')), timeout);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  } catch (cause) {
    throw cause instanceof StoreError ? cause : new StoreError('refused', { cause });
  }
}
