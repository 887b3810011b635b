import type { Model, Price } from './experiment';

/** Tokens of one call. */
export interface TokenUsage {
  input: number;
  output: number;
}

/** Dollars of one call at a price in dollars per million tokens. */
export function dollarsPerCall(price: Price, usage: TokenUsage): number {
  return (usage.input * price.input + usage.output * price.output) / 1e6;
}

/**
 * The models' prices as multiples of the cheapest one's, for calls of equal length; null where a price is
 * missing or the cheapest is free.
 */
export function priceRatios(models: readonly Model[], usage: TokenUsage = { input: 1, output: 1 }) {
  const prices = models.map((model) => (model.price ? dollarsPerCall(model.price, usage) : NaN));
  return prices.every((price) => price > 0) ? prices.map((price) => price / prices[0]) : null;
}

/** What section 4.2's formula is fed with. */
export interface SavingsInputs {
  /** Share of predictions that are right. */
  predictionAccuracy: number;
  /** Where rightly and wrongly predicted tasks are sent: shares per model, cheapest first. */
  sharesWhenRight: number[];
  sharesWhenWrong: number[];
  unitCosts: number[];
}

export interface SavingsResult {
  /** Mean cost of a rightly predicted task: the paper's x. */
  costWhenRight: number;
  /** Mean cost of a wrongly predicted task: the paper's y. */
  costWhenWrong: number;
  /** 1 - (a x + (1 - a) y) / cost of the dearest model. */
  saving: number;
}

/** The savings formula of section 4.2. */
export function savingsFormula(inputs: SavingsInputs): SavingsResult {
  const { predictionAccuracy: share, unitCosts } = inputs;
  const mean = (shares: number[]) => shares.reduce((sum, value, k) => sum + value * unitCosts[k], 0);
  const costWhenRight = mean(inputs.sharesWhenRight);
  const costWhenWrong = mean(inputs.sharesWhenWrong);
  const dearest = unitCosts[unitCosts.length - 1];
  const cost = share * costWhenRight + (1 - share) * costWhenWrong;
  return { costWhenRight, costWhenWrong, saving: (dearest - cost) / dearest };
}
