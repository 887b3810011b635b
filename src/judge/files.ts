import engineUrl from 'pyodide/pyodide.asm.mjs?url';
import wasmUrl from 'pyodide/pyodide.asm.wasm?url';
import loaderUrl from 'pyodide/pyodide.mjs?url';
import libraryUrl from 'pyodide/python_stdlib.zip?url';
import { pythonBytes } from 'virtual:judge-frame';
import type { RunOptions } from '../core/interfaces';
import { JudgeError } from './judge-error';
import type { PythonFiles } from './protocol';

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
  const [loader, engine, wasm, library] = await Promise.all(
    [loaderUrl, engineUrl, wasmUrl, libraryUrl].map((url) => fetchBytes(url, count, signal)),
  );
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
