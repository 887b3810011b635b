import { mixedDataset } from '../core/mixed';
import { cruxeval } from './cruxeval';
import type { Dataset } from './dataset';
import { gsm8k } from './gsm8k';
import { humaneval } from './humaneval';
import { mbpp } from './mbpp';
import { mbppSanitized } from './mbpp-sanitized';
import { mmlu } from './mmlu';

/** The datasets whose texts the app can fetch. */
export const datasets: readonly Dataset[] = [mbpp, mbppSanitized, humaneval, cruxeval, gsm8k, mmlu];

/** The dataset that an experiment names, where its texts can be had. */
export function findDataset(id: string): Dataset | undefined {
  return datasets.find((dataset) => dataset.id === id);
}

const others: Record<string, string> = {
  starter: 'the starter set',
  own: 'a file',
  [mixedDataset]: 'several sets',
};

/** What people call the set that an experiment's tasks are of. */
export const datasetTitle = (id: string): string => findDataset(id)?.title ?? others[id] ?? id;
