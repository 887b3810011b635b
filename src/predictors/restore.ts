import type { Predictor } from '../core/interfaces';
import type { TrainableModel } from './catalogue';
import { ItemResponsePredictor } from './item-response/predictor';
import { LogisticPredictor } from './logistic/predictor';
import { MajorityPredictor } from './majority/majority';
import { NeighboursPredictor } from './neighbours/predictor';
import { OrdinalPredictor } from './ordinal/predictor';
import { PriorPredictor } from './prior/prior';
import { PromptLengthPredictor } from './prompt-length/prompt-length';

const readers: Record<TrainableModel, (json: unknown) => Predictor> = {
  logistic: (json) => LogisticPredictor.fromJSON(json),
  ordinal: (json) => OrdinalPredictor.fromJSON(json),
  neighbours: (json) => NeighboursPredictor.fromJSON(json),
  'item-response': (json) => ItemResponsePredictor.fromJSON(json),
  'prompt-length': (json) => PromptLengthPredictor.fromJSON(json),
  prior: (json) => PriorPredictor.fromJSON(json),
  majority: (json) => MajorityPredictor.fromJSON(json),
};

/**
 * A predictor as its `toJSON` gave it.
 *
 * @throws Error where the value is none of that kind
 */
export function restorePredictor(model: TrainableModel, json: unknown): Predictor {
  return readers[model](json);
}
