import type { PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { diskId } from './cached';
import { deleteParts, keepPart, keptParts, openPart, whileAlone } from './files';
import { checkHeader, headerBytes } from './header';
import { Pace } from '../pace';
import { orderParts } from './parts';
import { checkRoom } from './room';

const tick = 100;

/**
 * Copies a GGUF file, or all parts of one, into the browser's own store, so that it is there after a reload: as
 * `{ kind: 'disk', name }` in the settings. What was kept under that name is replaced.
 *
 * @throws EngineError "not-a-model" before anything is copied, "quota" where there is no room
 * @throws DOMException "AbortError" when aborted
 */
export async function keepFiles(
  name: string,
  files: readonly File[],
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: PrepareProgress) => void } = {},
): Promise<void> {
  const ordered = orderParts(files);
  for (const file of ordered) {
    checkHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()), `“${file.name}”`);
  }
  const total = ordered.reduce((sum, { size }) => sum + size, 0);
  await checkRoom(`“${name}”`, total);
  signal?.throwIfAborted();

  const pace = new Pace(performance.now());
  let done = 0;
  let told = -Infinity;
  const add = (bytes: number) => {
    done += bytes;
    const now = performance.now();
    if (now - told < tick && done < total) return;
    told = now;
    onProgress?.({ phase: 'reading', done, total, secondsLeft: pace.secondsLeft(now, done, total) });
  };
  const model = diskId(name);
  await whileAlone(
    model,
    async () => {
      await deleteParts(model);
      for (const [index, file] of ordered.entries()) {
        const counted = file.stream().pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(chunk, controller) {
              signal?.throwIfAborted();
              add(chunk.byteLength);
              controller.enqueue(chunk);
            },
          }),
        );
        const part = { model, source: file.name, part: index + 1, parts: ordered.length };
        await keepPart(part, counted as ReadableStream<Uint8Array>);
      }
    },
    { signal },
  );
}

/**
 * The files kept under a name.
 *
 * @throws EngineError "not-a-model" where they aren't all there
 */
export async function openKeptFiles(name: string): Promise<File[]> {
  const model = diskId(name);
  const kept = await keptParts(model);
  const wanted = Math.max(1, ...kept.map(({ parts }) => parts));
  const parts = Array.from({ length: wanted }, (_, index) => ({
    ...{ model, source: name },
    ...{ part: index + 1, parts: wanted },
  }));
  const files = (await Promise.all(parts.map(openPart))).filter((file) => file !== undefined);
  if (files.length === wanted) return files;
  throw new EngineError(
    'not-a-model',
    kept.length === 0
      ? `The browser keeps no files under the name “${name}”.`
      : `Of the ${wanted} files of “${name}” the browser keeps ${files.length} whole.`,
    { remedy: 'Choose the files again: the browser may have made room for something else.' },
  );
}
