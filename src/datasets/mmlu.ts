import * as v from 'valibot';
import type { BinaryDataset, TaskText } from './dataset';
import { choice } from './kinds/choice/kind';
import { parquetRows } from './parquet';

const row = v.object({
  question: v.string(),
  subject: v.string(),
  choices: v.pipe(v.array(v.string()), v.length(4)),
  answer: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
});

const mostRows = 20_000;

/** 14,042 questions of 57 subjects with four choices each. */
export const mmlu: BinaryDataset = {
  id: 'mmlu',
  title: 'MMLU, test part',
  licence: 'MIT',
  citation: 'Hendrycks et al., “Measuring Massive Multitask Language Understanding”, arXiv:2009.03300, 2020',
  address:
    'https://huggingface.co/datasets/cais/mmlu/resolve/c30699e8356da336a370243923dbaf21066bb9fe/all/test-00000-of-00001.parquet',
  sha256: '74a41822ce7d3def56e1682f958469c04642a5336a5ce912fa375fdb90fb25d7',
  bytes: 5_000_000,
  async parseBytes(content) {
    const rows = await parquetRows(content, mostRows);
    return rows.map((one, index): TaskText => {
      const read = v.safeParse(row, one);
      if (!read.success) {
        const field = v.getDotPath(read.issues[0]) ?? 'the whole';
        throw new Error(`row ${index + 1} is not a question of this dataset (${field})`);
      }
      const { question, subject, choices, answer } = read.output;
      return {
        id: `${subject}/${index + 1}`,
        kind: choice.id,
        prompt: question,
        choices,
        tests: [String(answer)],
        reference: choices[answer],
      };
    });
  },
};
