import * as v from 'valibot';
import type { TaskText, TextDataset } from './dataset';
import { output } from './kinds/output/kind';
import { parseLines } from './lines';

const line = v.object({ id: v.string(), code: v.string(), input: v.string(), output: v.string() });

/** 800 short Python functions with a call each: what does it return? (CRUXEval-O) */
export const cruxeval: TextDataset = {
  id: 'cruxeval',
  title: 'CRUXEval, output prediction',
  licence: 'MIT',
  citation:
    'Gu et al., “CRUXEval: A Benchmark for Code Reasoning, Understanding and Execution”, arXiv:2401.03065, 2024',
  address:
    'https://raw.githubusercontent.com/facebookresearch/cruxeval/190faf16d175b5847b0af05d937872b1fb395942/data/cruxeval.jsonl',
  sha256: '8368b81047dc5014e4caf5a2f97604eff7644e0ecd7415e3ceeb184bbc2e0c96',
  bytes: 1_000_000,
  parse: (content) =>
    parseLines(content, line).map((task): TaskText => ({
      id: task.id,
      kind: output.id,
      prompt: `${task.code.trim()}\n\nf(${task.input})`,
      tests: [task.output],
      reference: task.output,
    })),
};
