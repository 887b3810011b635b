import type { TrainableModel } from '../../predictors/restore';

export const modelNames: Record<TrainableModel, string> = {
  logistic: 'TF-IDF and logistic regression',
  ordinal: 'Ordinal regression',
  neighbours: 'Nearest neighbours',
  'item-response': 'Item response theory',
  'prompt-length': 'Prompt length',
  prior: 'Level frequencies',
  majority: 'Majority class',
};
