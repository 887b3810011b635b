import { savingsFormula } from '../../core/economics';
import { paper, paperSavingsInputs } from '../../core/paper';
import { percent } from '../format';
import { gain, policyCell, share } from './cells';
import { isFiveLevel, policyIn, type Row } from './row';

const [, mid, large] = paperSavingsInputs.unitCosts;
const shares = (values: readonly number[]) =>
  values.map((value) => percent(value, 0).replace('\u00a0%', '')).join(' / ') + '\u00a0%';
const { saving, codeAccuracy } = paper;

/** What choosing saves, and what is still right. */
export const savingRows: readonly Row[] = [
  {
    id: 'formula',
    what: 'Saved, by the paper’s formula',
    place: '4.2',
    paper: {
      text: percent(saving, 0),
      detail: `${savingsFormula(paperSavingsInputs).saving.toFixed(3)} by its inputs`,
    },
    here: ({ formula }) => formula && share(formula.saving),
    remark:
      'Nearly any rule that seldom asks the dearest model saves as much. What counts is what is still right.',
  },
  {
    id: 'sent',
    what: 'Sent to small / mid / large when predicted rightly',
    place: '4.2',
    paper: {
      text: shares(paperSavingsInputs.sharesWhenRight),
      detail: `${shares(paperSavingsInputs.sharesWhenWrong)} when wrongly`,
    },
    here: ({ formula }) =>
      formula && {
        text: shares(formula.sharesWhenRight),
        detail: `${shares(formula.sharesWhenWrong)} when wrongly`,
      },
    remark:
      'The paper takes both to be alike. The savings page of each experiment puts the difference to the test.',
  },
  {
    id: 'code',
    what: 'Code right, sent by predicted level',
    place: '4.2',
    paper: { text: percent(codeAccuracy), detail: 'no interval given' },
    here: (report) => policyCell(policyIn(report, 'paper-rule')),
    remark: 'One attempt per task, on kept tasks as in the paper.',
  },
  {
    id: 'chance',
    what: 'The same against a coin flip between models that costs as much',
    here: (report) => {
      const over = policyIn(report, 'paper-rule')?.overChance;
      return over && gain(over.gain);
    },
    remark: 'Paired, task by task. The paper compares with always the dearest model only.',
  },
  {
    id: 'mid',
    what: 'Always the middle model',
    place: '4.2',
    paper: {
      text: `saves ${percent(1 - mid / large, 0)}`,
      detail: `follows from unit costs of ${mid} and ${large}`,
    },
    here: (report, { models }) => policyCell(policyIn(report, `always:${models[1].id}`)),
    remark: 'The same saving with no complexity model at all: the baseline that the paper lacks.',
  },
  {
    id: 'oracle',
    what: 'The paper’s assignment, every label known',
    place: '3.3',
    appliesTo: isFiveLevel,
    here: (report) => policyCell(policyIn(report, 'oracle:paper-rule')),
    remark:
      'Levels 1 and 2 go to the small model, though level 2 says that it fell short: the assignment is off by one. With one class per model, as on MBPP, there is nothing to be off.',
  },
  {
    id: 'shifted',
    what: 'The assignment that the levels suggest, every label known',
    appliesTo: isFiveLevel,
    here: (report) => policyCell(policyIn(report, 'oracle:shifted-rule')),
    remark: 'Level 2 to the middle model, 3 and above to the large one.',
  },
];
