import { dollarsPerCall } from '../core/economics';
import type { Price } from '../core/experiment';
import { paper } from '../core/paper';

/** Tokens of a short programming task, where nothing is known of its length. */
export const usualTokens = { input: 200, output: 150 };

/** Dollars of such a call, to three digits; at GPT-4’s price in Table 1 where there is no other. */
export function usualCallDollars(price: Price | undefined): number {
  const [, , perThousand] = paper.dollarsPerThousandTokens;
  const known = price ?? { input: perThousand * 1000, output: perThousand * 1000 };
  return Number(dollarsPerCall(known, usualTokens).toPrecision(3));
}
