import { dollarsPerCall, type TokenUsage } from '../../../core/economics';
import type { Price } from '../../../core/experiment';

/** What a batch costs of the price of answers at once (OpenAI, Batch API). */
export const batchDiscount = 0.5;

/** Dollars of one answer that came by a batch, at the model's ordinary price per million tokens. */
export function batchDollars(price: Price, usage: TokenUsage): number {
  return dollarsPerCall(price, usage) * batchDiscount;
}
