/** What a batch costs of the price of answers at once (OpenAI, Batch API). */
export const batchDiscount = 0.5;
