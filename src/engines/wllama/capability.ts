import type { Capability } from '../../core/engine';
import { hasLargeMemory } from '../device/large-memory';
import { megabytes, memoryLimit } from './failures';
import { freeRoom } from './room';

/** Can llama.cpp wait for the browser, and so read a file piece by piece? Else it is copied into memory whole. */
export const canReadInPieces = () => typeof WebAssembly === 'object' && 'Suspending' in WebAssembly;

/** How many threads llama.cpp gets: half the cores, so that the page and the judge stay fluent. */
export function freeThreads(): number {
  return crossOriginIsolated ? Math.max(1, Math.floor((navigator.hardwareConcurrency || 2) / 2)) : 1;
}

/**
 * Can this browser run a GGUF model?
 *
 * @param bytes of the model, where that is known
 * @param missing how many of them have to be fetched yet
 */
export async function wllamaCapability({
  bytes = 0,
  missing = bytes,
  threads,
}: {
  bytes?: number;
  missing?: number;
  threads: number;
}): Promise<Capability> {
  if (typeof WebAssembly !== 'object' || !hasLargeMemory(WebAssembly)) {
    return {
      able: false,
      reason: 'This browser’s WebAssembly has no 64-bit memory, which llama.cpp needs here.',
      remedy: 'Use a current Chrome, Edge or Firefox, or a server.',
    };
  }
  if (!navigator.storage?.getDirectory || !navigator.locks) {
    return {
      able: false,
      reason: 'This page may keep no files: it isn’t served over https, or the browser is too old.',
      remedy: 'Open the page under https or on localhost, in a current browser and no private window.',
    };
  }
  if (bytes >= memoryLimit) {
    return {
      able: false,
      reason: `The model has ${megabytes(bytes)}, and llama.cpp can have ${megabytes(memoryLimit)} of memory in a page.`,
      remedy: 'Choose a smaller quantization or a smaller model, or run it in a server.',
    };
  }
  const room = await freeRoom().catch(() => Infinity);
  if (missing > room) {
    return {
      able: false,
      reason: `The model needs ${megabytes(missing)} on the disk, and the browser gives this site ${megabytes(room)} more.`,
      remedy: 'Delete models that you no longer need, or free space on the disk.',
    };
  }
  return { able: true, notes: notes(bytes, threads) };
}

function notes(bytes: number, threads: number): string[] {
  const result: string[] = [];
  if (threads === 1) {
    result.push(
      crossOriginIsolated
        ? 'One thread: the machine has few cores.'
        : 'One thread: this page isn’t cross-origin isolated, so that answers take several times as long as they could.',
    );
  } else {
    result.push(`${threads} threads.`);
  }
  if (!canReadInPieces()) {
    result.push(
      'Files must be split into parts of at most 2 GB: this browser can’t read them piece by piece.',
    );
  }
  // In GiB, coarse, and at most 8: Chromium only.
  const { deviceMemory } = navigator as { deviceMemory?: number };
  if (deviceMemory !== undefined && deviceMemory * 2 ** 30 < 1.5 * bytes) {
    result.push(
      `This machine has about ${deviceMemory} GB of memory, which is little for ${megabytes(bytes)}.`,
    );
  }
  return result;
}
