import { modelNames } from '../../predictors/catalogue';

/** The study's own predictor among the others. */
export const logisticModel = {
  id: 'logistic',
  name: modelNames.logistic,
  sentence: 'A multinomial logistic regression on the wording: what the study’s policies are predicted with.',
} as const;
