import { type Experiment, isKept, type RecordedTask, successCounts } from '../core/experiment';
import type { Estimate } from '../core/interfaces';
import { levelOf, levelsOf } from '../core/labelling';
import { datasetOfTask, mixedDataset, partsOfMixedId } from '../core/mixed';
import { estimate, Resampling } from './resampling';

/** How alike two experiments label the tasks that both have. */
export interface LabelAgreement {
  /** What is compared: levels where the rule is the same, else the model that each assigns: its place, cheapest 0. */
  scale: 'level' | 'model';
  classes: number[];
  /** Tasks that both have, and of those, the ones that both label. */
  shared: number;
  labelled: number;
  /** Tasks that the one labels and the other drops, as no trial of its solved them. */
  onlyFirst: number;
  onlySecond: number;
  /** Share of equal labels; null where no task is labelled by both. */
  agreement: Estimate | null;
  /** What the two would agree on by chance, given how often each gives each label. */
  byChance: number;
  /** [first][second] */
  confusion: number[][];
}

/** A task under a name that two experiments can have in common. */
function nameOf(dataset: string, id: string): string {
  const place = dataset === mixedDataset ? partsOfMixedId(id) : undefined;
  return `${datasetOfTask(dataset, id)}:${place?.id ?? id}`;
}

/**
 * Compares the labels of two experiments on the tasks that both have, whatever models answered. Two labels of the
 * same tasks never agree wholly, as answers are drawn: see label stability.
 */
export function labelAgreement(first: Experiment, second: Experiment, seed: number): LabelAgreement {
  const sameRule = first.rule.id === second.rule.id;
  const scale = sameRule ? 'level' : 'model';
  const labelIn = ({ rule, assignment }: Experiment, task: RecordedTask) => {
    if (!isKept(task)) return undefined;
    const level = levelOf(
      rule,
      successCounts(task),
      task.trials.map(({ length }) => length),
    );
    return sameRule ? level : assignment.modelOfLevel[level];
  };
  const most = Math.max(first.models.length, second.models.length);
  const classes = sameRule ? levelsOf(first.rule) : Array.from({ length: most }, (_, k) => k);
  const others = new Map(second.tasks.map((task) => [nameOf(second.dataset, task.id), task]));
  const pairs = first.tasks.flatMap((task) => {
    const other = others.get(nameOf(first.dataset, task.id));
    return other ? [{ one: labelIn(first, task), two: labelIn(second, other) }] : [];
  });
  const both = pairs.filter(({ one, two }) => one !== undefined && two !== undefined);
  const confusion = classes.map((a) =>
    classes.map((b) => both.filter(({ one, two }) => one === a && two === b).length),
  );
  const share = (counts: number[]) =>
    counts.reduce((sum, count) => sum + count, 0) / Math.max(1, both.length);
  const same = Float64Array.from(both, ({ one, two }) => Number(one === two));
  return {
    scale,
    classes,
    shared: pairs.length,
    labelled: both.length,
    onlyFirst: pairs.filter(({ one, two }) => one !== undefined && two === undefined).length,
    onlySecond: pairs.filter(({ one, two }) => one === undefined && two !== undefined).length,
    agreement: both.length > 0 ? estimate(Resampling.of(both.length, seed).mean(same)) : null,
    byChance: classes.reduce(
      (sum, _, c) => sum + share(confusion[c]) * share(confusion.map((row) => row[c])),
      0,
    ),
    confusion,
  };
}
