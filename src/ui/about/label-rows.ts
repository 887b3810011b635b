import { paper } from '../../core/paper';
import { listed } from '../../core/searching/words';
import { count } from '../format';
import { share } from './cells';
import type { Row } from './row';

/** How labels come about. */
export const labelRows: readonly Row[] = [
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
];
