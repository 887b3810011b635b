import { dollarsPerCall, type TokenUsage } from '../../core/economics';
import { hasKnownPrice, type LiveModel } from '../live-model';

/** What one answer cost: unit costs as the router counts them, and dollars where they are known. */
export interface AnswerCost {
  /** The router’s model, by its position. */
  model: number;
  usage: TokenUsage;
  /** Undefined where no price is set. */
  dollars?: number;
}

/** What a task cost, beside what the dearest model at once would have. */
export interface RouteCost {
  units: number;
  /** Undefined where some answer’s price isn’t known. */
  dollars?: number;
  dearest: {
    units: number;
    dollars?: number;
    /** Was it asked, so that its dollars are what it cost, or would it have been, at the length of the last answer? */
    basis: 'asked' | 'estimated';
  };
}

/** Dollars of an answer; 0 of a model in the page, undefined where a server’s model has no price. */
export function knownDollars(model: LiveModel, usage: TokenUsage): number | undefined {
  if (model.price) return dollarsPerCall(model.price, usage);
  return hasKnownPrice(model) ? 0 : undefined;
}

/**
 * Adds a task’s answers up.
 *
 * @param unitCosts of the router’s models, cheapest first
 * @param dearest what is asked in place of the router’s dearest model, where anything is
 */
export function routeCost(
  answers: readonly AnswerCost[],
  unitCosts: readonly number[],
  dearest: LiveModel | undefined,
): RouteCost {
  const last = unitCosts.length - 1;
  const units = answers.reduce((sum, { model }) => sum + unitCosts[model], 0);
  const isKnown = answers.every(({ dollars }) => dollars !== undefined);
  const asked = answers.find(({ model }) => model === last);
  const usage = answers.at(-1)?.usage;
  const estimated = dearest && usage && knownDollars(dearest, usage);
  const dollars = asked ? asked.dollars : estimated;
  return {
    units,
    ...(isKnown && { dollars: answers.reduce((sum, answer) => sum + answer.dollars!, 0) }),
    dearest: {
      units: unitCosts[last],
      ...(dollars !== undefined && { dollars }),
      basis: asked ? 'asked' : 'estimated',
    },
  };
}
