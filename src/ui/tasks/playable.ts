import { assignmentsOf } from '../../core/assignment';
import type { Experiment } from '../../core/experiment';
import { levelsOf } from '../../core/labelling';
import { always, assignByLevel, ladder, type Policy, predictThenVerify, threshold } from '../../core/policy';
import type { Report } from '../../study/report';

/** A policy that can be played on one task. */
export interface Playable {
  id: string;
  name: string;
  /** What it does, in a sentence. */
  sentence: string;
  /** What it must be told of the task; "truth" of the perfect one. */
  needs: 'nothing' | 'levels' | 'success' | 'plan' | 'truth';
  /** Missing of the perfect one, which no policy can be. */
  policy?: Policy;
  /** Of the threshold router: the predicted success that is enough. */
  enough?: number;
}

/** The assignment rules as policies; those that differ from the ones before. */
function assignments(experiment: Experiment): Pick<Playable, 'id' | 'needs' | 'policy'>[] {
  const levels = levelsOf(experiment.rule);
  const seen = new Set<string>();
  return assignmentsOf(experiment).flatMap(({ id, modelOfLevel }) => {
    const models = levels.map((level) => modelOfLevel[level]);
    if (seen.has(models.join())) return [];
    seen.add(models.join());
    return [{ id, needs: 'levels' as const, policy: assignByLevel(id, models) }];
  });
}

/** What is to come, for as long as the study is not done. */
const coming: Pick<Playable, 'id' | 'name' | 'needs'>[] = [
  { id: 'paper-rule', name: 'Paper’s rule', needs: 'levels' },
  { id: 'threshold', name: 'Threshold router', needs: 'success' },
  { id: 'predict-then-verify', name: 'Predict, then verify', needs: 'plan' },
];

/**
 * The policies of a report that can be played on one task: those that decide by that task alone.
 *
 * @param isDone is the report whole? Else those that are still to come are among them, without what they do
 */
export function playablePolicies(experiment: Experiment, report: Report, isDone: boolean): Playable[] {
  const { models } = experiment;
  const dearest = models.length - 1;
  const reported = (id: string) => report.policies.find((policy) => policy.id === id);
  const enough = reported('threshold')?.threshold;
  const router = enough === undefined ? {} : { policy: threshold(enough), enough };
  const known: Pick<Playable, 'id' | 'needs' | 'policy' | 'enough'>[] = [
    { id: 'ladder', needs: 'nothing', policy: ladder(models.length) },
    ...assignments(experiment),
    { id: 'threshold', needs: 'success', ...router },
    { id: 'predict-then-verify', needs: 'plan', policy: predictThenVerify },
    { id: `always:${models[dearest].id}`, needs: 'nothing', policy: always(dearest) },
    { id: 'perfect', needs: 'truth' },
  ];
  return known.flatMap((playable): Playable[] => {
    const described = reported(playable.id);
    const isPlayable = playable.policy !== undefined || playable.needs === 'truth';
    if (described && isPlayable) return [{ ...playable, name: described.name, sentence: described.sentence }];
    const later = isDone ? undefined : coming.find(({ id }) => id === playable.id);
    return later ? [{ ...later, sentence: '' }] : [];
  });
}
