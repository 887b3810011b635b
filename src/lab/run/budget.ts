import { dollarsPerCall } from '../../core/economics';
import type { EnginePrompt } from '../../core/engine';
import type { Model } from '../../core/experiment';
import type { Spending } from './contract';

/** What a server adds to each message, in tokens, at the most. */
const tokensAround = 16;

/**
 * No tokenizer makes more tokens of a text than it has bytes.
 *
 * @returns the most tokens that a prompt can be billed as
 */
export function mostPromptTokens({ text, messages }: EnginePrompt): number {
  const parts = text !== undefined ? [text] : messages!.map(({ content }) => content);
  const bytes = new TextEncoder().encode(parts.join('')).length;
  return bytes + tokensAround * (parts.length + 1);
}

/**
 * The most dollars that one trial may cost: each bears the prompt, as a server that gives fewer answers than asked
 * for is asked again one by one. 0 where the model has no price.
 */
export function worstCase({ price }: Model, prompt: EnginePrompt, maxTokens: number): number {
  return price ? dollarsPerCall(price, { input: mostPromptTokens(prompt), output: maxTokens }) : 0;
}

/** The dollars of a run: what is spent, and what may be. */
export class Ledger {
  #spent: number;
  #reserved = 0;
  #unsure: number;

  /**
   * @param spent dollars of the answers that are there
   * @param unsure dollars that calls without an answer may have cost
   */
  constructor(
    spent: number,
    public budget: number | undefined,
    unsure = 0,
  ) {
    this.#spent = spent;
    this.#unsure = unsure;
  }

  get spending(): Spending {
    const { budget } = this;
    return {
      spent: this.#spent,
      // What was added and taken away again doesn’t cancel to the last bit.
      reserved: this.#reserved < 1e-9 ? 0 : this.#reserved,
      unsure: this.#unsure,
      ...(budget === undefined ? {} : { budget }),
    };
  }

  /** Dollars by which this call could overstep the budget; 0 or less where it fits. What is free always fits. */
  lacks(dollars: number): number {
    if (this.budget === undefined || dollars === 0) return 0;
    return this.#spent + this.#reserved + this.#unsure + dollars - this.budget;
  }

  reserve(dollars: number): void {
    this.#reserved += dollars;
  }

  /** An answer came: what it cost takes the place of what it might have cost. */
  settle(reserved: number, dollars: number): void {
    this.#reserved -= reserved;
    this.#spent += dollars;
  }

  /** No answer came. @param perhapsPaid nobody knows whether it is billed: then it counts as spent */
  release(reserved: number, perhapsPaid: boolean): void {
    this.#reserved -= reserved;
    if (perhapsPaid) this.#unsure += reserved;
  }

  /** Calls of an earlier page, without an answer, which may be billed. */
  suspect(dollars: number): void {
    this.#unsure += dollars;
  }
}
