/** Complexity models that the page trains, by the id that comparisons give them, the simplest first. */
export const trainableModels = [
  'majority',
  'prior',
  'prompt-length',
  'neighbours',
  'item-response',
  'ordinal',
  'logistic',
] as const;
export type TrainableModel = (typeof trainableModels)[number];

export const modelNames: Record<TrainableModel, string> = {
  majority: 'Majority class',
  prior: 'Level frequencies',
  'prompt-length': 'Prompt length',
  neighbours: 'Nearest neighbours',
  'item-response': 'Item response theory',
  ordinal: 'Ordinal regression',
  logistic: 'TF-IDF and logistic regression',
};
