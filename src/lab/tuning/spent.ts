import { trainingDollars } from '../../predictors/fine-tuned/cost';
import type { TaskAnswer, Tuning } from './contract';

/** Dollars of training, as far as the server has told its tokens, and of the answers. */
export function spentOf({ method, trainedTokens = 0 }: Tuning, answers: readonly TaskAnswer[]): number {
  const price = method.kind === 'fine-tuned' ? method.base.price : undefined;
  const training = price ? trainingDollars(trainedTokens, price) : 0;
  return answers.reduce((sum, { dollars }) => sum + dollars, training);
}
