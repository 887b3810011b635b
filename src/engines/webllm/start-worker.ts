import type { EngineWorker } from './client';

/** Starts a worker with all of WebLLM in it. */
export function startWorker(): EngineWorker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
