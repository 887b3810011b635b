import { allTasks } from '../../../src/datasets/starter/all';
import { splitTableModel, tableModel, type TableModelOptions } from '../gguf/table-model';

/** The task that the tests' models answer. */
export const task = allTasks.find(({ id }) => id === 'starter/6') as (typeof allTasks)[number];

const wrong = task.wrong.find(({ flaw }) => flaw.includes('initial'));
if (!wrong) throw new Error('The starter task has changed: choose a wrong solution.');

export const rightAnswer = `Here you are:\n\n\`\`\`python\n${task.reference}\n\`\`\`\nIt takes the initial and raises it.`;
export const wrongAnswer = `Sure! One way to write it:\n\n\`\`\`python\n${wrong.code}\n\`\`\`\nThat is all.`;

const answers = [rightAnswer, wrongAnswer];

/** Gives the right or the wrong answer, by chance. */
export const eitherModel = (options: Partial<TableModelOptions> = {}) => tableModel({ answers, ...options });
export const eitherModelParts = (parts: number, options: Partial<TableModelOptions> = {}) =>
  splitTableModel({ answers, ...options, parts });
