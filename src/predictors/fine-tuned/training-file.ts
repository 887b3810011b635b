import { type TuningForm, tuningPrompt } from './form';

/** A labelled task, as a complexity model is trained on it. */
export interface TuningRow {
  /** Of the task, with the tests that a router may see. */
  text: string;
  level: number;
}

/** With fewer rows a job fails (OpenAI: `invalid_n_examples`). */
export const fewestRows = 10;

/**
 * A training or validation file as the fine-tuning API takes it: a JSON object a line, UTF-8.
 *
 * The completion is the bare digit: in the cl100k vocabulary of davinci-002 a digit after a space is two tokens, of
 * which `max_tokens: 1` would only ever give the space.
 *
 * @throws RangeError where a level is no whole number from 0 to 999: others are more than one token
 */
export function trainingFile(rows: readonly TuningRow[], form: TuningForm): string {
  return rows.map((row) => `${JSON.stringify(lineOf(row, form))}\n`).join('');
}

function lineOf({ text, level }: TuningRow, form: TuningForm): object {
  if (!Number.isInteger(level) || level < 0 || level > 999) {
    throw new RangeError(`level ${level} is not one token`);
  }
  const prompt = tuningPrompt(text, form);
  if (prompt.text !== undefined) return { prompt: prompt.text, completion: String(level) };
  return { messages: [...prompt.messages, { role: 'assistant', content: String(level) }] };
}
