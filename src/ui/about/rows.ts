import { labelRows } from './label-rows';
import { predictionRows } from './prediction-rows';
import { savingRows } from './saving-rows';
import { furtherRows } from './further-rows';
import type { Row } from './row';

/** Rows under a heading. */
export interface Section {
  title: string;
  rows: readonly Row[];
}

/** Everything that the paper reports a figure of, and what it leaves open, in the paper's order. */
export const sections: readonly Section[] = [
  { title: 'Tasks and labels', rows: labelRows },
  { title: 'Predicting complexity', rows: predictionRows },
  { title: 'Saving', rows: savingRows },
  { title: 'What the paper does not try', rows: furtherRows },
];
