import * as v from 'valibot';
import type { TaskText, TextDataset } from './dataset';
import { parseLines } from './lines';

const line = v.object({
  task_id: v.string(),
  prompt: v.string(),
  entry_point: v.string(),
  canonical_solution: v.string(),
  test: v.string(),
});

/** 164 Python functions to complete, each with one test program. */
export const humaneval: TextDataset = {
  id: 'humaneval',
  title: 'HumanEval',
  licence: 'MIT',
  citation: 'Chen et al., “Evaluating Large Language Models Trained on Code”, arXiv:2107.03374, 2021',
  address:
    'https://raw.githubusercontent.com/openai/human-eval/6d43fb980f9fee3c892a914eda09951f772ad10d/data/HumanEval.jsonl.gz',
  sha256: '1d49078ba3e2b196b9344535bef34a43021f038fad9561d6ee7c53450609a6a2',
  bytes: 214_438,
  parse: (content) =>
    parseLines(content, line).map((task): TaskText => ({
      id: task.task_id,
      prompt: task.prompt,
      tests: [`${task.test}\ncheck(${task.entry_point})`],
      reference: task.canonical_solution,
      entryPoint: task.entry_point,
    })),
};
