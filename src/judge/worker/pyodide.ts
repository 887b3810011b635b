/**
 * What we use of Pyodide beyond its documented interface, all of version 314.0.7: the package is pinned to that
 * very version, and tests/unit/judge fails where any of it is gone.
 */
export interface PyodideModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  stackSave(): number;
  stackRestore(pointer: number): void;
  _sbrk(increment: number): number;
  _emscripten_stack_get_base(): number;
  _emscripten_stack_get_end(): number;
  FS: FileSystem;
}

/** Emscripten's file system, which lives outside the heap. */
export interface FileSystem {
  streams: unknown[];
  open(path: unknown, flags: string | number, ...rest: unknown[]): unknown;
  [operation: string]: unknown;
}

export interface Pyodide {
  _module: PyodideModule;
  globals: { get(name: string): unknown; delete(name: string): void };
  runPython(source: string): unknown;
  setInterruptBuffer(buffer: unknown): void;
  setStdout(options: { write(buffer: Uint8Array): number }): void;
  setStderr(options: { write(buffer: Uint8Array): number }): void;
  setStdin(options: { error: boolean }): void;
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
}

/** Options of `loadPyodide` that we give, whatever the place. */
export interface PyodideConfig {
  env: Record<string, string>;
  jsglobals: object;
  _makeSnapshot?: boolean;
  _loadSnapshot?: Uint8Array<ArrayBuffer>;
}

/** `loadPyodide`, with what the place adds: where its files are. */
export type LoadPyodide = (config: PyodideConfig) => Promise<Pyodide>;
