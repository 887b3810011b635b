import * as v from 'valibot';
import type { TaskText, TextDataset } from './dataset';

const task = v.object({
  task_id: v.number(),
  prompt: v.string(),
  code: v.string(),
  test_imports: v.array(v.string()),
  test_list: v.array(v.string()),
});

/** The part of MBPP that its authors went over by hand, with some descriptions and asserts mended. */
export const mbppSanitized: TextDataset = {
  id: 'mbpp-sanitized',
  title: 'MBPP, sanitized',
  licence: 'CC BY 4.0',
  citation: 'Austin et al., “Program Synthesis with Large Language Models”, arXiv:2108.07732, 2021',
  address:
    'https://raw.githubusercontent.com/google-research/google-research/30adf0ec5f35f9609c2f1d896005e184195d9146/mbpp/sanitized-mbpp.json',
  bytes: 2_000_000,
  parse: (content) => {
    const list: unknown = JSON.parse(content);
    if (!Array.isArray(list)) throw new Error('it is no list of tasks');
    return list.map((one, index): TaskText => {
      const read = v.safeParse(task, one);
      if (!read.success) {
        const field = v.getDotPath(read.issues[0]) ?? 'the whole';
        throw new Error(`entry ${index + 1} is not a task of this dataset (${field})`);
      }
      const { task_id: id, prompt, code, test_imports: imports, test_list: tests } = read.output;
      return {
        id: String(id),
        prompt,
        tests,
        ...(imports.length > 0 && { setup: imports.join('\n') }),
        reference: code,
      };
    });
  },
};
