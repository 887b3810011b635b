import type { Experiment } from '../../core/experiment';
import { savingsFormula } from '../../core/economics';
import { paper, paperSavingsInputs } from '../../core/paper';
import type { Report } from '../../study/report';
import { listed } from '../../study/sentences';
import { count, percent } from '../format';
import { type Cell, gain, policyCell, share } from './cells';

/** What is compared: how the paper has it, and how a report says it. */
export interface Row {
  id: string;
  what: string;
  /** Where it stands in the paper. */
  place?: string;
  /** Quoted; absent where the paper has no such figure. */
  paper?: Cell;
  /** Which experiments can say anything of it; absent: all. */
  appliesTo?(report: Report): boolean;
  /** Nothing where the report isn't that far yet. */
  here(report: Report, experiment: Experiment): Cell | null | undefined;
  /** What the comparison says, and what keeps it from being one of like with like. */
  remark: string;
}

/** Rows under a heading. */
export interface Section {
  title: string;
  rows: Row[];
}

const find = (report: Report, id: string) => report.policies.find((policy) => policy.id === id);
const isFiveLevel = (report: Report) => report.rule.id === 'paper-5-level';
const shares = (values: readonly number[]) =>
  values.map((value) => percent(value, 0).replace('\u00a0%', '')).join(' / ') + '\u00a0%';
const [, mid, large] = paperSavingsInputs.unitCosts;
const { predictionAccuracy, saving, codeAccuracy } = paper;

/** Everything that the paper reports a figure of, and what it leaves open, in the paper's order. */
export const sections: readonly Section[] = [
  {
    title: 'Tasks and labels',
    rows: [
      {
        id: 'answers',
        what: 'Answers behind the labels',
        place: '3.2, 4.1',
        paper: {
          text: `${paper.labels} labels`,
          detail: 'MBPP; 5 answers each of 3 models, at a temperature of 1',
        },
        here: ({ trials, tasks }, { models, tasks: [task] }) => ({
          text: `${count(tasks)} tasks`,
          detail: `${count(trials)} answers, ${task.trials[0].length} each of ${listed(models.map(({ name }) => name))}`,
        }),
        remark:
          'The paper’s own five-trial run was not published in full. Neither recording is that run: one has its models and tasks but one trial, the other five trials but other tasks and GPT-4o.',
      },
      {
        id: 'kept',
        what: 'Tasks that some answer solved',
        place: '3.2',
        paper: { text: 'not given', detail: 'unsolved tasks are removed as broken' },
        here: ({ kept, tasks }) => ({
          text: `${count(kept)} of ${count(tasks)}`,
          detail: `${count(tasks - kept)} dropped`,
        }),
        remark:
          'Dropping by outcome flatters every model. All 974 reference solutions of MBPP were found to pass their assertions when run, so these tasks are too hard or too vague rather than broken.',
      },
      {
        id: 'stability',
        what: 'Labels that would come out the same again',
        here: ({ stability }) =>
          stability
            ? share(
                stability.overall,
                stability.prior === 'fitted'
                  ? 'posterior predictive, priors fitted'
                  : 'posterior predictive, by a uniform prior alone',
              )
            : undefined,
        remark:
          'The paper does not ask. A label is a draw, and so is the accuracy of whoever predicts it; with one trial, the figure is the prior’s more than the recording’s.',
      },
    ],
  },
  {
    title: 'Predicting complexity',
    rows: [
      {
        id: 'untrained',
        what: 'Without learning',
        place: '4.1, Fig. 4',
        paper: {
          text: percent(predictionAccuracy.notFineTuned, 0),
          detail: `base model as it is; ${percent(paper.notFineTunedSingleTrial, 0)} with one trial`,
        },
        here: ({ majority }) => share(majority.level, 'always the most frequent level'),
        remark:
          'The comparison that counts is the most frequent label, which needs no model; the paper gives none.',
      },
      {
        id: 'level',
        what: 'Level right, labels by five trials',
        place: '4.1, Fig. 4',
        paper: {
          text: percent(predictionAccuracy.fineTuned, 0),
          detail: `davinci-002 fine-tuned; ${predictionAccuracy.testTasks} test tasks, one split`,
        },
        appliesTo: isFiveLevel,
        here: ({ predictor }) => predictor && share(predictor.levelAccuracy),
        remark:
          'Here logistic regression on the words of the prompt, trained in the page, every task scored out of fold. Another predictor, so a lower figure does not refute the paper’s; but no share of 36 rounds to 79 %.',
      },
      {
        id: 'single',
        what: 'Level right, labels by one trial',
        place: '4.1',
        paper: { text: percent(predictionAccuracy.singleTrial, 0), detail: 'davinci-002 fine-tuned' },
        appliesTo: (report) => !isFiveLevel(report),
        here: ({ predictor }) => predictor && share(predictor.levelAccuracy),
        remark: 'The same three classes on the same data set, with the authors’ own answers judged again.',
      },
      {
        id: 'model',
        what: 'Assigned model right',
        place: '3.3',
        paper: { text: 'not given', detail: 'see the authors’ repository, below' },
        here: ({ predictor, majority }) =>
          predictor && share(predictor.tierAccuracy, `always the usual one: ${percent(majority.tier.value)}`),
        remark: 'Several levels share a model, so this is easier than the level; both need their baseline.',
      },
    ],
  },
  {
    title: 'Saving',
    rows: [
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
        here: (report) => policyCell(find(report, 'paper-rule')),
        remark: 'One attempt per task, on kept tasks as in the paper.',
      },
      {
        id: 'chance',
        what: 'The same against a coin flip between models that costs as much',
        here: (report) => {
          const over = find(report, 'paper-rule')?.overChance;
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
        here: (report, { models }) => policyCell(find(report, `always:${models[1].id}`)),
        remark: 'The same saving with no complexity model at all: the baseline that the paper lacks.',
      },
      {
        id: 'oracle',
        what: 'The paper’s assignment, every label known',
        place: '3.3',
        appliesTo: isFiveLevel,
        here: (report) => policyCell(find(report, 'oracle:paper-rule')),
        remark:
          'Levels 1 and 2 go to the small model, though level 2 says that it fell short: the assignment is off by one. With one class per model, as on MBPP, there is nothing to be off.',
      },
      {
        id: 'shifted',
        what: 'The assignment that the levels suggest, every label known',
        appliesTo: isFiveLevel,
        here: (report) => policyCell(find(report, 'oracle:shifted-rule')),
        remark: 'Level 2 to the middle model, 3 and above to the large one.',
      },
    ],
  },
  {
    title: 'What the paper does not try',
    rows: [
      {
        id: 'ladder',
        what: 'Ask the cheapest, check, escalate',
        here: (report) => {
          const ladder = find(report, 'ladder');
          const isBound = ladder?.verifier === 'perfect';
          const by = isBound ? 'checked by the verdict: a bound' : 'checked by one visible assertion';
          return policyCell(ladder, by);
        },
        remark: 'Running an assertion costs nothing and tells more than any prediction here.',
      },
      {
        id: 'dearest',
        what: 'Always the dearest model',
        here: (report, { models }) => policyCell(find(report, `always:${models[models.length - 1].id}`)),
        remark: 'What every saving is counted against.',
      },
      {
        id: 'gain',
        what: 'Routing by prediction, over a coin flip',
        here: ({ frontiers, predictor }) => {
          const router = frontiers.find(({ id }) => id === 'threshold');
          return predictor && router && gain(router.areaOverRandomMix, 'mean over all costs');
        },
        remark: 'Prediction helps only where this interval leaves out 0.',
      },
    ],
  },
];
