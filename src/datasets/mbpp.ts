import * as v from 'valibot';
import type { TaskText, TextDataset } from './dataset';
import { parseLines } from './lines';

const line = v.object({
  task_id: v.number(),
  text: v.string(),
  code: v.string(),
  test_list: v.array(v.string()),
  test_setup_code: v.string(),
});

/** 974 Python tasks, each with three asserts. */
export const mbpp: TextDataset = {
  id: 'mbpp',
  title: 'Mostly Basic Python Problems (MBPP)',
  licence: 'CC BY 4.0',
  citation: 'Austin et al., “Program Synthesis with Large Language Models”, arXiv:2108.07732, 2021',
  address:
    'https://raw.githubusercontent.com/google-research/google-research/30adf0ec5f35f9609c2f1d896005e184195d9146/mbpp/mbpp.jsonl',
  sha256: 'ccf64ceae9c5403bf50a044cb6d505bfd2a2963ee58338ba268fd65beab92a9f',
  bytes: 563_743,
  parse: (content) =>
    parseLines(content, line).map((task): TaskText => ({
      id: String(task.task_id),
      prompt: task.text,
      tests: task.test_list,
      ...(task.test_setup_code && { setup: task.test_setup_code }),
      reference: task.code,
    })),
};
