import { without } from '../../core/without';
import type { TrialDetail, TrialKey, TrialSummary } from '../../core/live-experiment';

// Measured in Chromium on two busy cores: a record costs some 70 µs to write and 20 µs to read, whatever is in it, and an object's
// field names cost more than what stands in them. With a record per trial, 14,610 summaries take 350 ms to read
// and are written at 10,000/s; with a record of tuples per task, 100 ms and 80,000/s. What is rewritten when a
// trial is added to a task is a summary of 100 bytes for each of the task's trials, never another's answer.

/** A summary without what is known from the record's place. */
type SummaryTuple = [
  model: string,
  index: number,
  digits: string,
  verdict: string | null,
  dollars: number,
  inputTokens: number,
  outputTokens: number,
  seconds: number,
  answeredAt: number,
];

/** The summaries of one task. */
export interface SummaryPack {
  task: string;
  trials: SummaryTuple[];
}

/** Answers of one task that were settled together, with the judge's words on those that were judged by then. */
export type AnswerPack = Omit<TrialDetail, 'experiment' | 'task'>[];

/** What the judge said later on the trials of one task: it stands over what stands with the answers. */
export type JudgementPack = { model: string; index: number; judgement: unknown }[];

type Place = Pick<TrialKey, 'model' | 'index'>;

/** Two trials of one task are the same where this is. */
export const placeOf = ({ model, index }: Place) => `${index} ${model}`;

export function packSummary(summary: TrialSummary): SummaryTuple {
  const { model, index, digits, verdict, dollars, inputTokens, outputTokens, seconds, answeredAt } = summary;
  return [model, index, digits, verdict ?? null, dollars, inputTokens, outputTokens, seconds, answeredAt];
}

/** The key's fields are copied from the arguments, so that one string serves all trials. */
function unpackSummary(experiment: string, task: string, tuple: SummaryTuple): TrialSummary {
  const [model, index, digits, verdict, dollars, inputTokens, outputTokens, seconds, answeredAt] = tuple;
  // Written out: thousands are read at once, and a spread makes an object of its own.
  const summary: TrialSummary = {
    experiment,
    task,
    model,
    index,
    digits,
    dollars,
    inputTokens,
    outputTokens,
    seconds,
    answeredAt,
  };
  if (verdict !== null) summary.verdict = verdict;
  return summary;
}

export function unpackSummaries(experiment: string, packs: readonly SummaryPack[]): TrialSummary[] {
  return packs.flatMap(({ task, trials }) => trials.map((tuple) => unpackSummary(experiment, task, tuple)));
}

export function packAnswer(detail: TrialDetail): AnswerPack[number] {
  return without(detail, 'experiment', 'task');
}

/** The details of one task, in the order of models' ids and indices. */
export function unpackDetails(
  experiment: string,
  task: string,
  answers: readonly AnswerPack[],
  judgements: JudgementPack | undefined,
): TrialDetail[] {
  const said = new Map(judgements?.map((one) => [placeOf(one), one.judgement]));
  return answers
    .flat()
    .map((answer) => {
      const judgement = said.get(placeOf(answer)) ?? answer.judgement;
      return { experiment, task, ...answer, ...(judgement === undefined ? {} : { judgement }) };
    })
    .sort(byPlace);
}

export function byPlace(a: Place, b: Place): number {
  if (a.model !== b.model) return a.model < b.model ? -1 : 1;
  return a.index - b.index;
}

/** Trials by their task, in the order in which the tasks first come. */
export function byTask<T extends { task: string }>(trials: readonly T[]): Map<string, T[]> {
  const tasks = new Map<string, T[]>();
  for (const trial of trials) {
    const list = tasks.get(trial.task);
    if (list) list.push(trial);
    else tasks.set(trial.task, [trial]);
  }
  return tasks;
}
