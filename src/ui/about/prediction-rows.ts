import { paper } from '../../core/paper';
import { percent } from '../format';
import { share } from './cells';
import { isFiveLevel, type Row } from './row';

const { predictionAccuracy } = paper;

/** How well complexity is predicted. */
export const predictionRows: readonly Row[] = [
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
];
