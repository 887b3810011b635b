import type { FeatureTable } from '../core/features';
import type { Progress } from '../core/interfaces';
import { decodeFeatureTable } from '../predictors/features/codec';
import { makingFeatureTable } from '../predictors/features/table';
import { openStore } from '../store/store';
import { reportDatasets } from './by-dataset';
import { compare } from './comparison/compare';
import { learningCurve } from './comparison/learning-curve';
import { splitLottery } from './comparison/lottery';
import { withPauses } from './pauses';
import type { FromWorker, Question, Results, Sent, StudyFeatures, ToWorker } from './protocol';
import { inParts, RecordedExperiments } from './recordings';
import { textsOf } from './texts';
import { trainRouter } from './router/train';
import { compareSingleTrial } from './single-trial';
import { study } from './study';
import { predictTexts, trainModel } from './trained-model';

const running = new Map<number, AbortController>();
const store = openStore();
const recorded = new RecordedExperiments(store.then(({ recordings }) => recordings));

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'abort') running.get(data.run)?.abort();
  else void run(data);
});

async function run({ run: id, question: asked, recording }: Sent): Promise<void> {
  const tell = (message: FromWorker) => postMessage(message);
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const question = recording === undefined ? asked : await withRecording(asked, recording);
    tell({ type: 'done', run: id, result: await answer(question, id, tell, controller.signal) });
  } catch (error) {
    if (controller.signal.aborted) tell({ type: 'stopped', run: id });
    else {
      tell({ type: 'failed', run: id, message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    running.delete(id);
  }
}

/** The question as it was before its experiment was left out. */
async function withRecording(question: Question, id: string): Promise<Question> {
  const experiment = await recorded.experiment(id);
  return { ...question, request: { ...question.request, experiment } } as Question;
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
  if (question.type === 'recording') {
    const { tasks, ...experiment } = await recorded.experiment(question.request.id);
    for (const part of inParts(tasks)) tell({ type: 'tasks', run: id, tasks: part });
    return { ...experiment, tasks: [] };
  }
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
  if (question.type === 'datasets') return reportDatasets(question.request);
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
  if ('texts' in features) return withPauses(makingFeatureTable(features.texts), signal);
  if ('recording' in features) {
    const texts = textsOf(await recorded.experiment(features.recording));
    return withPauses(makingFeatureTable(texts), signal);
  }
  const { address } = features;
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return decodeFeatureTable(new Uint8Array(await response.arrayBuffer()));
}
