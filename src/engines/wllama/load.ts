import type { Wllama } from '@wllama/wllama';
import wasmAddress from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { canReadInPieces } from './capability';
import { CountedFile } from './counted-file';
import { loadFailure, megabytes, memoryLimit } from './failures';
import { loadLibrary } from './library';
import { Pace } from '../pace';
import { checkSize } from './parts';

export interface LoadOptions {
  name: string;
  /** Tokens of prompt and answer together. */
  contextLength: number;
  threads: number;
  gpu: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: PrepareProgress) => void;
}

/** A model in memory. */
export interface LoadedModel {
  wllama: Wllama;
  /** The model's own name, from its file. */
  name?: string;
  hasTemplate: boolean;
  /** The version of llama.cpp. */
  version: string;
  /** What llama.cpp last warned of. */
  log: string[];
}

/** Tokens that are worked on at once: a stop takes effect between two such batches. */
const batch = 256;
const tick = 100;
const logLength = 30;
/** A `LogLevel` of wllama's, which is an enum of a module loaded later. */
const warnings = 3;

/**
 * Starts llama.cpp in a worker and loads the model into it.
 *
 * @param files the model's, in the order of their parts
 * @throws EngineError "out-of-memory", "not-a-model", "load-failed"; DOMException "AbortError" when aborted
 */
export async function loadModel(files: File[], options: LoadOptions): Promise<LoadedModel> {
  const { name, signal, onProgress } = options;
  checkModel(files, name);
  onProgress?.({ phase: 'starting', detail: 'Starting llama.cpp' });
  const { Wllama } = await loadLibrary();
  signal?.throwIfAborted();

  const log: string[] = [];
  const note = (...said: unknown[]) => {
    log.push(said.map(String).join(' '));
    log.splice(0, log.length - logLength);
  };
  const logger = { debug: () => {}, log: () => {}, warn: note, error: note };
  const wllama = new Wllama({ default: new URL(wasmAddress, document.baseURI).href }, { logger });
  // Its compatibility build would come from a foreign address.
  wllama.setCompat(null);
  const stop = () => void wllama.exit();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await wllama.loadModel(countReads(files, onProgress), {
      n_ctx: options.contextLength,
      n_batch: batch,
      n_ubatch: batch,
      n_parallel: 1,
      n_threads: options.threads,
      ...(options.gpu ? {} : { n_gpu_layers: 0 }),
      jinja: true,
      log_level: warnings,
    });
    signal?.throwIfAborted();
    const { hparams, meta } = wllama.getModelMetadata();
    // wllama doesn't look at whether llama.cpp says that it succeeded.
    if (!hparams.nVocab) throw new Error('the model could not be loaded');
    return {
      wllama,
      ...(meta['general.name'] ? { name: meta['general.name'] } : {}),
      hasTemplate: Boolean(wllama.getChatTemplate()),
      version: Wllama.getLibllamaVersion(),
      log,
    };
  } catch (error) {
    await wllama.exit();
    signal?.throwIfAborted();
    throw loadFailure(error, log, name);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function checkModel(files: File[], name: string): void {
  for (const file of files) checkSize(name, file.size, canReadInPieces());
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes < memoryLimit) return;
  throw new EngineError(
    'out-of-memory',
    `${name} has ${megabytes(bytes)}, and llama.cpp can have ${megabytes(memoryLimit)} of memory in a page.`,
    { remedy: 'Choose a smaller quantization (Q3_K_M, Q2_K) or a smaller model, or run it in a server.' },
  );
}

function countReads(files: File[], onProgress: LoadOptions['onProgress']): File[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const pace = new Pace(performance.now());
  let read = 0;
  let told = -Infinity;
  const count = (bytes: number) => {
    read += bytes;
    const now = performance.now();
    if (now - told < tick && read < total) return;
    told = now;
    // It looks at some places twice.
    const done = Math.min(read, total);
    onProgress?.({ phase: 'reading', done, total, secondsLeft: pace.secondsLeft(now, done, total) });
  };
  return files.map((file) => new CountedFile(file, count));
}
