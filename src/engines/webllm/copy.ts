import type { PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { configFile, filesAddress, missingFiles, type ModelFile, weightsFile } from './cache';
import { downloadFiles } from './download';
import { checkHosting } from './hosting';
import { filesOf } from './model-files';
import { Pace } from '../pace';
import type { WebllmRecord } from './records';
import { gigabytes } from './requirements';

export interface CopyOptions {
  caches: CacheStorage;
  fetch: typeof fetch;
  storage?: Pick<StorageManager, 'estimate' | 'persist'>;
  signal?: AbortSignal;
  onProgress?: (progress: PrepareProgress) => void;
  /** As `downloadFiles` takes them. */
  pauses?: readonly number[];
}

/**
 * Sees to it that the browser has a whole copy of a model. Where it has, nothing is asked of the network; files that
 * it has already are not fetched again.
 *
 * @returns bytes of the copy
 * @throws EngineError "not-hosted", "download-failed", "unreachable", "offline", "quota"
 * @throws DOMException "AbortError" when aborted: files that are whole by then stay, others leave no trace
 */
export async function ensureCopy(record: WebllmRecord, options: CopyOptions): Promise<number> {
  const { caches, fetch, signal } = options;
  const kept = await keptFiles(record, caches);
  if (kept && (await missingFiles(caches, kept)).length === 0) return bytesOf(kept);
  const { files, bytes } = await checkHosting(record, { fetch, signal });
  const missing = await missingFiles(caches, files);
  // What is begun anew is begun with the list as it is now: weights of another version have another length, mostly.
  const wanted = files.filter((file) => missing.includes(file) || file.text !== undefined);
  await makeRoom(bytesOf(wanted), options);
  await fetchAll(wanted, bytes, options);
  return bytes;
}

/** The files that the browser's own copies of a model's lists name; undefined where it has no such lists. */
async function keptFiles(record: WebllmRecord, caches: CacheStorage): Promise<ModelFile[] | undefined> {
  const folder = filesAddress(record);
  const [config, weights] = await Promise.all([
    caches.open('webllm/config').then((cache) => cache.match(new URL(configFile, folder).href)),
    caches.open('webllm/model').then((cache) => cache.match(new URL(weightsFile, folder).href)),
  ]);
  if (!config || !weights) return undefined;
  return filesOf(record, { config: await config.text(), weights: await weights.text() });
}

/** Asks the browser to keep what comes, and whether it has room for it. */
async function makeRoom(bytes: number, { storage }: CopyOptions): Promise<void> {
  if (!storage) return;
  // Where the browser says no, it may delete the copy later; that is no reason not to make one.
  await storage.persist().catch(() => false);
  const { quota, usage = 0 } = await storage.estimate();
  if (quota === undefined || quota - usage >= bytes) return;
  throw new EngineError(
    'quota',
    `${gigabytes(bytes)} are to be downloaded, and the browser allows this page ${gigabytes(quota - usage)} more.`,
  );
}

async function fetchAll(wanted: ModelFile[], total: number, options: CopyOptions): Promise<void> {
  const { onProgress } = options;
  let come = 0;
  const there = total - bytesOf(wanted);
  const pace = new Pace(performance.now(), there);
  const tell = () => {
    const done = Math.min(there + come, total);
    onProgress?.({
      phase: 'downloading',
      done,
      total,
      secondsLeft: pace.secondsLeft(performance.now(), done, total),
    });
  };
  tell();
  await downloadFiles(wanted, {
    ...options,
    onBytes: (bytes) => {
      come += bytes;
      tell();
    },
  });
}

function bytesOf(files: ModelFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
