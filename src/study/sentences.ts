import type { Experiment } from '../core/experiment';
import { listed, sequenceWords, stepName, stepsOf } from '../core/searching/words';
import type { Mix } from '../core/statistics/frontier';

/** What a fixed sequence does. */
export function sequenceSentence({ models }: Experiment, sequence: readonly number[]): string {
  return sequenceWords(models, sequence);
}

/** What a coin flip between two policies does, each given as its own sentence. */
export function mixSentence(mix: Mix, sentenceOf: (member: number) => string): string {
  if (mix.weight < 0.005) return sentenceOf(mix.first);
  if (mix.weight > 0.995) return sentenceOf(mix.second);
  const percent = Math.round(mix.weight * 100);
  return `Flip a coin. In ${100 - percent} of 100 cases: ${sentenceOf(mix.first)} In the other ${percent}: ${sentenceOf(mix.second)}`;
}

/**
 * What predict-then-verify does, and which plans it makes most.
 *
 * @param plans most frequent first
 */
export function plansSentence(
  experiment: Experiment,
  plans: readonly { models: readonly number[]; share: number }[],
): string {
  const usual = plans
    .filter(({ share }) => share >= 0.005)
    .slice(0, 3)
    .map(({ models, share }) => {
      const names = stepsOf(models).map((step) => stepName(experiment.models, step));
      return `${names.join(', then ')} (${Math.round(share * 100)} of 100 tasks)`;
    });
  return `Predict each model’s chance to pass, and its chance after others have failed; ask, cheaper models first, those that are worth their cost, until an answer passes the visible test or none is worth it. Mostly: ${usual.join('; ')}.`;
}

/** What an assignment rule does with levels, known or predicted. */
export function assignmentSentence(
  experiment: Experiment,
  modelOfLevel: Record<number, number>,
  known: boolean,
): string {
  const levelsPerModel = experiment.models.map((_, k) =>
    Object.keys(modelOfLevel)
      .map(Number)
      .filter((level) => modelOfLevel[level] === k)
      .sort((a, b) => a - b),
  );
  const parts = levelsPerModel.flatMap((levels, k) =>
    levels.length
      ? [
          `${levels.length > 1 ? 'levels' : 'level'} ${listed(levels.map(String))} to ${experiment.models[k].name}`,
        ]
      : [],
  );
  const lead = known ? 'Know the true level beforehand' : 'Predict the level';
  return `${lead}; send ${listed(parts)}. No answer is checked.`;
}
