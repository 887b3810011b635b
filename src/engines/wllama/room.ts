import { EngineError } from '../../core/engine-error';
import { megabytes } from './failures';

/** Bytes that the browser still gives this site, by its own estimate. */
export async function freeRoom(): Promise<number> {
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  return Math.max(0, quota - usage);
}

/** @throws EngineError "quota" where so much more can't be kept */
export async function checkRoom(name: string, bytes: number): Promise<void> {
  const room = await freeRoom();
  if (bytes <= room) return;
  throw new EngineError(
    'quota',
    `${name} has ${megabytes(bytes)}, and the browser gives this site ${megabytes(room)} more.`,
  );
}
