import { info } from 'pyodide/pyodide-lock.json';
import type { StartMessage } from '../protocol';
import type { LoadPyodide, PyodideConfig } from './pyodide';

type Loader = { loadPyodide(config: object): ReturnType<LoadPyodide> };
type Engine = { default: unknown };

/** More than this Python doesn't get: `MemoryError`, or the end of the interpreter. */
const mostMemoryBytes = 512 * 2 ** 20;

/**
 * Loads Pyodide where there is no network: it asks for its files by address, and gets what was handed in.
 * Its package list is left empty: nothing is ever installed.
 */
export function loaderFor({ files, wasm }: StartMessage): LoadPyodide {
  return async (config: PyodideConfig) => {
    capMemory();
    // What a dying interpreter says isn't for the visitor's console: it is told as a verdict.
    console.log = console.warn = console.error = () => {};
    const library = new Response(files.library, { headers: { 'content-type': 'application/zip' } });
    globalThis.fetch = async (address) => {
      if (String(address instanceof Request ? address.url : address).endsWith('python_stdlib.zip'))
        return library.clone();
      return new Response(new ArrayBuffer(0), { headers: { 'content-type': 'application/wasm' } });
    };
    WebAssembly.instantiateStreaming = async (_source: unknown, imports?: WebAssembly.Imports) => ({
      module: wasm,
      instance: await WebAssembly.instantiate(wasm, imports),
    });
    const [loader, engine] = await Promise.all([
      importText<Loader>(files.loader),
      importText<Engine>(files.engine),
    ]);
    return loader.loadPyodide({
      indexURL: 'https://python.invalid/',
      lockFileContents: JSON.stringify({ info, packages: {} }),
      createPyodideModule: engine.default,
      ...config,
    });
  };
}

/** Imports a module from its text. A classic worker of an opaque origin may, where a module worker may not. */
async function importText<Module>(text: string): Promise<Module> {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    return (await import(/* @vite-ignore */ url)) as Module;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Emscripten asks JavaScript for more memory, and takes an exception as a no. */
export function capMemory(bytes = mostMemoryBytes): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages: number) {
    if (this.buffer.byteLength + pages * 65_536 > bytes)
      throw new RangeError('the judge gives no more memory');
    return grow.call(this, pages);
  };
}
