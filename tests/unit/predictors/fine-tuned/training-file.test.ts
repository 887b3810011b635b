import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/cl100k_base';
import { describe, expect, it } from 'vitest';
import { separator } from '../../../../src/predictors/fine-tuned/form';
import { trainingFile } from '../../../../src/predictors/fine-tuned/training-file';

const rows = [
  { text: 'Write a function to add up a list.\nassert total([1, 2]) == 3', level: 1 },
  { text: 'Répète le mot « été » n fois, “ainsi” \\ et\tcela.', level: 4 },
  { text: 'Find the way out of a maze. \u{1f9ed}\r\nassert way("#.") is None', level: 5 },
];
const golden = (name: string) => readFileSync(new URL(`golden/${name}.jsonl`, import.meta.url));

describe('a training file', () => {
  it.each(['completion', 'chat'] as const)('of the %s form is, byte for byte, what it was', (form) => {
    expect(Buffer.from(trainingFile(rows, form)).equals(golden(form))).toBe(true);
  });

  it('has a JSON object on each line, of which the last ends too', () => {
    const file = trainingFile(rows, 'completion');
    expect(file.endsWith('\n')).toBe(true);
    const lines = file.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { completion: string }).completion)).toEqual([
      '1',
      '4',
      '5',
    ]);
  });

  it('asks for what is one token of cl100k after a prompt that ends where a token does', () => {
    const { prompt, completion } = JSON.parse(trainingFile(rows.slice(0, 1), 'completion')) as {
      prompt: string;
      completion: string;
    };
    expect(prompt.endsWith(separator)).toBe(true);
    expect(countTokens(completion)).toBe(1);
    expect(countTokens(` ${completion}`)).toBe(2);
    expect(countTokens(prompt + completion)).toBe(countTokens(prompt) + 1);
  });

  it('refuses a level that is no single token', () => {
    expect(() => trainingFile([{ text: 'x', level: 1.5 }], 'chat')).toThrow(RangeError);
    expect(() => trainingFile([{ text: 'x', level: -1 }], 'chat')).toThrow(RangeError);
  });
});
