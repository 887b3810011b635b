import type { Leniency, Place } from './contract';
import type { TrialRequest, TrialResult } from './worker/trial';

/** The page's first and only message to the frame's window; everything else goes over the port it carries. */
export const greeting = 'complexitynet-judge';

/** Pyodide's files, as the app serves them. The frame has no network: they are handed in. */
export interface PythonFiles {
  /** pyodide.mjs */
  loader: string;
  /** pyodide.asm.mjs */
  engine: string;
  /** pyodide.asm.wasm */
  wasm: ArrayBuffer;
  /** python_stdlib.zip */
  library: ArrayBuffer;
}

/** From the page to the frame. */
export type ToFrame =
  | { type: 'open'; files: PythonFiles; worker: string }
  /** Starts a Python that talks over `port`. */
  | { type: 'spawn'; id: number; port: MessagePort }
  | { type: 'kill'; id: number };

/** From the frame to the page. */
export type FromFrame =
  | { type: 'here' }
  /** `notice`: why there are no workers, where there are none. */
  | { type: 'open'; place: Place; notice?: string }
  | { type: 'not-open'; message: string }
  /** This Python's worker failed: no message of its own will come any more. */
  | { type: 'broken'; id: number; message: string };

/** What the frame hands to a new Python. */
export interface StartMessage {
  files: Omit<PythonFiles, 'wasm'>;
  wasm: WebAssembly.Module;
  snapshot?: Uint8Array<ArrayBuffer>;
  /** To the page. */
  port: MessagePort;
}

/** From a starting worker to the frame, once, before any generated code. */
export interface SnapshotMessage {
  snapshot: Uint8Array<ArrayBuffer>;
}

/** From the page to a Python. */
export interface ToPython {
  type: 'trial';
  request: TrialRequest;
  /** Tell what was found before running it: should it never come back. */
  announce: boolean;
}

/** From a Python to the page. */
export type FromPython =
  | { type: 'started' }
  | { type: 'not-started'; message: string }
  | { type: 'found'; run: number; code: string; leniency: Leniency[] }
  | { type: 'result'; result: TrialResult };
