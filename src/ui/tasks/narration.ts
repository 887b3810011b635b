import type { Model } from '../../core/experiment';
import { indexOfLargest, type Prediction } from '../../core/policy';
import { percent } from '../format';
import type { Playable } from './playable';
import type { Scene } from './playback';

/** What a narrator must know. */
export interface Told {
  models: readonly Model[];
  playable: Pick<Playable, 'needs' | 'enough' | 'policy'>;
  prediction: Prediction;
  /** The rule's levels, ascending. */
  levels: readonly number[];
  /** Does a check show the whole verdict? */
  verdictOnly: boolean;
  /** Trials of each model. */
  trials: readonly number[];
}

/** A cost in unit costs, with no more decimals than it needs. */
export const plainCost = (cost: number) => String(Number(cost.toFixed(2)));

/** A cost in words: "1 unit", "100 units". */
export const units = (cost: number) => `${plainCost(cost)} ${cost === 1 ? 'unit' : 'units'}`;

function foreseen(model: number | null, { models, playable, prediction, levels }: Told): string {
  if (playable.needs === 'truth') {
    return model === null
      ? 'It is known that no answer at hand is right: none is asked for.'
      : `It is known that ${models[model].name}’s answer is right, and that no cheaper one is.`;
  }
  const name = model === null ? '' : models[model].name;
  if (playable.needs === 'levels' && prediction.levels) {
    const top = indexOfLargest(prediction.levels);
    return `The complexity model thinks level ${levels[top]} the likeliest, with ${percent(prediction.levels[top], 0)}: that goes to ${name}.`;
  }
  if (prediction.plan) {
    const names = prediction.plan.map((k) => models[k].name);
    return `Worth asking for this task, one after the other: ${names.join(', ')}.`;
  }
  if (!prediction.success || playable.enough === undefined) return '';
  const chances = prediction.success.map((chance, k) => `${models[k].name} ${percent(chance, 0)}`).join(', ');
  const wanted = percent(playable.enough, 0);
  const reaches = model !== null && prediction.success[model] >= playable.enough;
  return `Predicted to pass: ${chances}. ${reaches ? `The cheapest that reaches ${wanted} is ${name}.` : `None reaches ${wanted}, so ${name} it is.`}`;
}

/**
 * One scene in a sentence.
 *
 * @param next the scene after it
 */
export function narrate(scene: Scene, told: Told, next?: Scene): string {
  const { models, verdictOnly, playable, trials } = told;
  switch (scene.kind) {
    case 'foresee':
      return foreseen(scene.model, told);
    case 'ask': {
      const { name, unitCost } = models[scene.model];
      const of = trials[scene.model];
      const which = of > 1 ? `, trial ${scene.trial + 1} of ${of}` : '';
      return `${name} answers${which}, for ${units(unitCost)}.`;
    }
    case 'check': {
      const what = verdictOnly ? 'The verdict is' : 'The visible assertion';
      if (scene.visible === 'pass') return `${what} ${verdictOnly ? 'right' : 'passes'}.`;
      const onwards = next?.kind === 'ask' ? `: on to ${models[next.model].name}` : '';
      return `${what} ${verdictOnly ? 'wrong' : 'fails'}${onwards}.`;
    }
    case 'accept': {
      const taken = playable.policy?.verifies === false ? 'taken unchecked' : 'accepted';
      if (scene.right) return `${models[scene.model].name}’s answer is ${taken}, and right.`;
      const why = playable.policy?.verifies ? ': a hidden assertion fails' : '';
      return `${models[scene.model].name}’s answer is ${taken}, and wrong${why}.`;
    }
    case 'give-up':
      return playable.needs === 'truth'
        ? 'Nothing is asked and nothing paid.'
        : playable.needs === 'plan'
          ? 'No other model is worth asking: no answer is handed over.'
          : 'No model is left to ask: no answer is handed over.';
  }
}
