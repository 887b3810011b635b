import { frameAddress, pythonAddresses, pythonBytes } from 'virtual:judge-files';
import type { RunOptions } from '../core/interfaces';
import { JudgeError } from './judge-error';
import type { PythonFiles } from './protocol';

/** A built file's address, wherever the app is served. */
function absolute(address: string): string {
  return new URL(import.meta.env.BASE_URL + address, document.baseURI).href;
}

/** Where the judge's frame is. */
export const frameUrl = () => absolute(frameAddress);

/**
 * Fetches Python from where the app itself came from. Progress is in bytes, unpacked.
 *
 * @throws JudgeError "unavailable"
 */
export async function fetchPython({ signal, onProgress }: RunOptions): Promise<PythonFiles> {
  let done = 0;
  const count = (bytes: number) => {
    done += bytes;
    onProgress?.({ done: Math.min(done, pythonBytes), total: pythonBytes });
  };
  const fetchPart = (part: keyof typeof pythonAddresses) =>
    fetchBytes(absolute(pythonAddresses[part]), count, signal);
  const [loader, engine, wasm, library] = await Promise.all([
    fetchPart('loader'),
    fetchPart('engine'),
    fetchPart('wasm'),
    fetchPart('library'),
  ]);
  const text = new TextDecoder();
  return { loader: text.decode(loader), engine: text.decode(engine), wasm, library };
}

async function fetchBytes(
  url: string,
  count: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          count(chunk.byteLength);
          controller.enqueue(chunk);
        },
      }),
    );
    return await new Response(counted).arrayBuffer();
  } catch (error) {
    signal?.throwIfAborted();
    throw new JudgeError('unavailable', 'Python could not be fetched from this site. Try again.', true, {
      cause: error,
    });
  }
}
