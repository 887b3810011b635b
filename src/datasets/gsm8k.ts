import * as v from 'valibot';
import type { TaskText, TextDataset } from './dataset';
import { numeric } from './kinds/number/kind';
import { parseLines } from './lines';

const line = v.object({ question: v.string(), answer: v.pipe(v.string(), v.includes('####')) });

/** 1,319 word problems of primary school, each with a number as its answer. */
export const gsm8k: TextDataset = {
  id: 'gsm8k',
  title: 'GSM8K, test part',
  licence: 'MIT',
  citation: 'Cobbe et al., “Training Verifiers to Solve Math Word Problems”, arXiv:2110.14168, 2021',
  address:
    'https://raw.githubusercontent.com/openai/grade-school-math/3101c7d5072418e28b9008a6636bde82a006892c/grade_school_math/data/test.jsonl',
  sha256: '3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14',
  bytes: 749_738,
  parse: (content) =>
    parseLines(content, line).map(({ question, answer }, index): TaskText => ({
      id: String(index + 1),
      kind: numeric.id,
      prompt: question,
      tests: [answer.slice(answer.lastIndexOf('####') + 4).trim()],
      reference: answer,
    })),
};
