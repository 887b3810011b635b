import { dollarsPerCall } from '../../core/economics';
import type { Price } from '../../core/experiment';

/** Dollars per million tokens: of training, and of asking the model that came of it. */
export interface TuningPrice extends Price {
  training: number;
}

/** Fewest and most examples that a job of "auto" epochs goes over in all, and its epochs in between. */
const fewestExamples = 100;
const mostExamples = 25_000;
const usualEpochs = 3;
const mostEpochs = 25;

/** How often "auto" goes over so many rows (OpenAI Cookbook, "Data preparation and analysis for fine-tuning"). */
export function autoEpochs(rows: number): number {
  if (rows * usualEpochs < fewestExamples) return Math.min(mostEpochs, Math.floor(fewestExamples / rows));
  if (rows * usualEpochs > mostExamples) return Math.max(1, Math.floor(mostExamples / rows));
  return usualEpochs;
}

/** Dollars of training: before it with tokens times epochs, after it with the job's `trained_tokens`. */
export function trainingDollars(tokens: number, { training }: TuningPrice): number {
  return (tokens * training) / 1e6;
}

/**
 * Dollars of asking each task once for so many draws: the prompt is billed once a request.
 *
 * @param promptTokens of all prompts together
 * @param outputTokens of one draw
 */
export function askingDollars(
  {
    tasks,
    promptTokens,
    draws,
    outputTokens,
  }: {
    tasks: number;
    promptTokens: number;
    draws: number;
    outputTokens: number;
  },
  price: Price,
): number {
  return dollarsPerCall(price, { input: promptTokens, output: tasks * draws * outputTokens });
}
