import type { FeatureTable } from '../core/features';
import type { Progress } from '../core/interfaces';
import { decodeFeatureTable } from '../predictors/features/codec';
import { featureTable } from '../predictors/features/table';
import { openStore } from '../store/store';
import { compare } from './comparison/compare';
import { learningCurve } from './comparison/learning-curve';
import { splitLottery } from './comparison/lottery';
import type { FromWorker, Question, Results, StudyFeatures, ToWorker } from './protocol';
import { trainRouter } from './router/train';
import { compareSingleTrial } from './single-trial';
import { study } from './study';
import { predictTexts, trainModel } from './trained-model';

const running = new Map<number, AbortController>();
const store = openStore();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'abort') running.get(data.run)?.abort();
  else void run(data.run, data);
});

async function run(id: number, question: Question): Promise<void> {
  const tell = (message: FromWorker) => postMessage(message);
  const controller = new AbortController();
  running.set(id, controller);
  try {
    tell({ type: 'done', run: id, result: await answer(question, id, tell, controller.signal) });
  } catch (error) {
    if (!controller.signal.aborted) {
      tell({ type: 'failed', run: id, message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    running.delete(id);
  }
}

async function answer(
  question: Question,
  id: number,
  tell: (message: FromWorker) => void,
  signal: AbortSignal,
): Promise<Results[Question['type']]> {
  const options = {
    cache: (await store).cache,
    signal,
    onProgress: (progress: Progress) => tell({ type: 'progress', run: id, progress }),
  };
  if (question.type === 'study') {
    const { experiment, features, ...request } = question.request;
    return study(experiment, {
      ...request,
      ...options,
      features: features && (() => featuresOf(features, signal)),
      onOutcomes: (report) => tell({ type: 'outcomes', run: id, report }),
    });
  }
  if (question.type === 'train') {
    const { experiment, texts, ...request } = question.request;
    return trainModel(experiment, texts, { ...request, signal });
  }
  if (question.type === 'predict') return predictTexts(question.request.model, question.request.texts);
  if (question.type === 'router') {
    const { experiment, texts, ...request } = question.request;
    return trainRouter(experiment, texts, { ...request, ...options });
  }
  const { experiment } = question.request;
  const table = await featuresOf(question.request.features, signal);
  switch (question.type) {
    case 'compare':
      return compare(experiment, table, { ...question.request, ...options });
    case 'single-trial':
      return compareSingleTrial(experiment, table, { ...question.request, ...options });
    case 'learning-curve':
      return learningCurve(experiment, table, { ...question.request, ...options });
    case 'lottery':
      return splitLottery(experiment, table, { ...question.request, ...options });
  }
}

async function featuresOf(features: StudyFeatures, signal: AbortSignal): Promise<FeatureTable> {
  if ('texts' in features) return featureTable(features.texts);
  const { address } = features;
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return decodeFeatureTable(new Uint8Array(await response.arrayBuffer()));
}
