import * as v from 'valibot';
import { samplingSchema } from '../../core/definition-schema';
import type { TrialFailure } from '../../core/live-experiment';
import { without } from '../../core/without';
import type { KeptPredictor, SettledTrial } from '../experiments/contract';

const string = v.string('a text');
const id = v.pipe(string, v.nonEmpty('a text that is not empty'));
const number = v.number('a number');
const upTo = (most: number) => {
  const message = `a number from 0 to ${most}`;
  return v.pipe(v.number(message), v.minValue(0, message), v.maxValue(most, message));
};
const time = upTo(8.64e15);
const index = v.pipe(upTo(49), v.safeInteger('a whole number'));
const key = { task: id, model: id, index };

const token = { token: string, logprob: number };
const logprob = v.looseObject(
  { ...token, top: v.array(v.looseObject(token, 'token and logprob'), 'a list') },
  'token, logprob and top',
);

/** Fields that a later version may add are kept as they stand. */
const answer = v.looseObject(
  {
    text: string,
    finish: v.picklist(['stop', 'length', 'filtered'], '"stop", "length" or "filtered"'),
    usage: v.looseObject(
      {
        input: upTo(1e12),
        output: upTo(1e12),
        source: v.picklist(['reported', 'shared', 'estimated'], '"reported", "shared" or "estimated"'),
      },
      'input, output and source',
    ),
    seconds: upTo(1e9),
    tokensPerSecond: v.optional(number),
    model: string,
    fingerprint: v.optional(string),
    logprobs: v.optional(v.array(logprob, 'a list')),
  },
  'an answer',
);

const summaryFields = {
  digits: v.pipe(string, v.regex(/^[01]{0,1000}$/, 'digits 0 and 1')),
  verdict: v.optional(id),
  dollars: upTo(1e6),
  inputTokens: upTo(1e12),
  outputTokens: upTo(1e12),
  seconds: upTo(1e9),
  answeredAt: time,
};

export const trialRow = v.looseObject(
  {
    ...key,
    ...summaryFields,
    answer,
    promptHash: string,
    opening: string,
    sampling: samplingSchema,
    modelAsked: string,
    codeVersion: string,
    date: string,
    judgement: v.optional(v.unknown()),
  },
  'a trial',
);

export const failureRow = v.strictObject(
  { ...key, code: id, message: string, remedy: string, retryable: v.boolean('true or false'), at: time },
  'a failure',
);

export const predictorRow = v.strictObject({ id, name: string, json: v.unknown() }, 'id, name and json');

type TrialRow = v.InferOutput<typeof trialRow>;

/** One line says all of a trial: its summary, and what stands behind it. */
export function rowOf({ summary, detail }: SettledTrial): object {
  return { ...without(detail, 'experiment'), ...without(summary, 'experiment') };
}

export function trialOf(experiment: string, row: TrialRow): SettledTrial {
  const { task, model, index, ...fields } = row;
  const { digits, verdict, dollars, inputTokens, outputTokens, seconds, answeredAt, ...detail } = fields;
  const key = { experiment, task, model, index };
  const usage = { dollars, inputTokens, outputTokens, seconds, answeredAt };
  return {
    summary: { ...key, digits, ...(verdict !== undefined && { verdict }), ...usage },
    // As it stands in the file: what the schema knows of it was checked.
    detail: { ...key, ...detail } as SettledTrial['detail'],
  };
}

export const failureOf = (experiment: string, row: v.InferOutput<typeof failureRow>): TrialFailure => ({
  experiment,
  ...row,
});

export const predictorOf = (
  experiment: string,
  { id, name, json }: v.InferOutput<typeof predictorRow>,
): KeptPredictor => ({ experiment, id, name, json });
