import { exportBundle } from '../../store/bundle/export';
import { openStore } from '../../store/store';
import { exportCsv, exportSamples } from './export';
import { type Inspected, inspectFile } from './inspect';
import type { FromWorker, ToWorker } from './protocol';

declare const __STUDY_VERSION__: string;

const opening = openStore();
const inspected = new Map<number, Inspected>();
const running = new Map<number, AbortController>();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'abort') running.get(data.run)?.abort();
  else if (data.type === 'forget') inspected.delete(data.run);
  else void carryOut(data);
});

const tell = (message: FromWorker) => postMessage(message);

async function carryOut(request: Exclude<ToWorker, { type: 'abort' | 'forget' }>): Promise<void> {
  const { run } = request;
  const controller = new AbortController();
  running.set(run, controller);
  try {
    tell({ type: 'done', run, result: await resultOf(request, controller.signal) });
  } catch (error) {
    if (!controller.signal.aborted) {
      tell({ type: 'failed', run, message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    running.delete(run);
  }
}

async function resultOf(request: Exclude<ToWorker, { type: 'abort' | 'forget' }>, signal: AbortSignal) {
  const { run } = request;
  const store = await opening;
  const options = {
    signal,
    onProgress: (progress: { done: number; total: number }) => tell({ type: 'progress', run, progress }),
  };
  if (request.type === 'inspect') {
    const bytes = new Uint8Array(await request.file.arrayBuffer());
    const file = await inspectFile(bytes, store, { ...options, codeVersion: __STUDY_VERSION__ });
    inspected.set(run, file);
    return file.found;
  }
  if (request.type === 'bring') {
    const brought = await inspected.get(run)!.bring(request.choice);
    inspected.delete(run);
    return brought;
  }
  const { experiments } = store;
  switch (request.wanted) {
    case 'bundle':
      return exportBundle(experiments, request.id, options);
    case 'samples':
      return exportSamples(experiments, request.id, options);
    case 'csv':
      return exportCsv(experiments, request.id);
  }
}
