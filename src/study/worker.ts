import type { FeatureTable } from '../core/features';
import { decodeFeatureTable } from '../predictors/features/codec';
import { featureTable } from '../predictors/features/table';
import { openStore } from '../store/store';
import type { FromWorker, StudyFeatures, StudyRequest, ToWorker } from './protocol';
import { study } from './study';

const running = new Map<number, AbortController>();
const store = openStore();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'abort') running.get(data.run)?.abort();
  else void run(data.run, data.request);
});

async function run(id: number, request: StudyRequest): Promise<void> {
  const tell = (message: FromWorker) => postMessage(message);
  const controller = new AbortController();
  running.set(id, controller);
  const { experiment, scope, seed, unitCosts, features } = request;
  try {
    const report = await study(experiment, {
      scope,
      seed,
      unitCosts,
      cache: (await store).cache,
      signal: controller.signal,
      features: features && (() => featuresOf(features, controller.signal)),
      onOutcomes: (report) => tell({ type: 'outcomes', run: id, report }),
      onProgress: (progress) => tell({ type: 'progress', run: id, progress }),
    });
    tell({ type: 'done', run: id, report });
  } catch (error) {
    if (!controller.signal.aborted) {
      tell({ type: 'failed', run: id, message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    running.delete(id);
  }
}

async function featuresOf(features: StudyFeatures, signal: AbortSignal): Promise<FeatureTable> {
  if ('texts' in features) return featureTable(features.texts);
  const { address } = features;
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return decodeFeatureTable(new Uint8Array(await response.arrayBuffer()));
}
