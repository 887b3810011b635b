import { gain, policyCell } from './cells';
import { policyIn, type Row } from './row';

/** What the paper has no figure of. */
export const furtherRows: readonly Row[] = [
  {
    id: 'ladder',
    what: 'Ask the cheapest, check, escalate',
    here: (report) => {
      const ladder = policyIn(report, 'ladder');
      const isBound = ladder?.verifier === 'perfect';
      const by = isBound ? 'checked by the verdict: a bound' : 'checked by one visible assertion';
      return policyCell(ladder, by);
    },
    remark: 'Running an assertion costs nothing and tells more than any prediction here.',
  },
  {
    id: 'dearest',
    what: 'Always the dearest model',
    here: (report, { models }) => policyCell(policyIn(report, `always:${models[models.length - 1].id}`)),
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
];
