import { type Experiment, hasPerfectVerifier } from '../../core/experiment';
import type { Cache, Progress, RunOptions } from '../../core/interfaces';
import { stratifiedSample } from '../../core/folds';
import { randomStream } from '../../core/random';
import { policyWords, uncheckedWords } from '../../core/searching/words';
import type { Point } from '../../core/statistics/frontier';
import { bucketTable } from '../../predictors/features/buckets';
import { featureTable } from '../../predictors/features/table';
import { fitFold } from '../../predictors/logistic/fit-fold';
import { columnWeights, inverseDocumentFrequencies } from '../../predictors/logistic/tfidf';
import { Weighing } from '../../predictors/weighing/weighing';
import type { RouterFile, RouterPoint } from '../../router/file';
import { TaskModel } from '../../router/task-model';
import { fitPredictions } from '../fit-predictions';
import type { FamilyPoint } from '../mixtures';
import { withPauses } from '../pauses';
import type { Scope } from '../report';
import { estimate } from '../resampling';
import { pickStrengths, trainedPoints } from '../searching/family';
import { Gates } from '../searching/gates';
import { type Fitted, type FoldPlans, planningFold } from '../searching/plan-fold';
import type { Planning, PlanKind } from '../searching/planning';
import { searchFamilies } from '../searching/search';
import { type Setup, settingUp } from '../setup';
import { mostTrainingTasks } from '../splits';
import type { TaskText } from '../trained-model';

export interface RouterRequest {
  seed: number;
  /** What the router is called; as the experiment where it isn’t said. */
  name?: string;
  /** All tasks (what a user would meet, the default), or kept ones. */
  scope?: Scope;
  unitCosts?: readonly number[];
}

/**
 * Trains a router on all tasks in scope. Its points are what the search for policies has on its price grid, of those
 * that training on all tasks finds worth having; what they get and cost is measured out of fold, by the study’s protocol.
 *
 * @param texts of all tasks of the experiment
 * @param options.onProgress folds done, of the predictors and of the plans
 * @throws RangeError where a task has no text, or there are too few tasks
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function trainRouter(
  experiment: Experiment,
  texts: readonly TaskText[],
  {
    seed,
    name,
    scope = 'all',
    unitCosts: own,
    cache,
    signal,
    onProgress,
  }: RouterRequest & RunOptions & { cache?: Cache },
): Promise<RouterFile> {
  const unitCosts = own ?? experiment.models.map((model) => model.unitCost);
  const textOf = new Map(texts.map(({ id, text }) => [id, text]));
  const all = experiment.tasks.map(({ id }) => {
    const text = textOf.get(id);
    if (text === undefined) throw new RangeError(`task ${id} has no text to learn from`);
    return { id, text };
  });
  const setup = await withPauses(settingUp(experiment, scope, unitCosts, seed), signal);
  const folds = setup.splits.length;
  const after = (offset: number) => ({
    signal,
    onProgress: ({ done }: Progress) => onProgress?.({ done: offset + done, total: 2 * folds }),
  });
  const predictions = await fitPredictions(setup, featureTable(all), { cache, ...after(0) });
  const { families, planning } = await searchFamilies(setup, predictions, {
    ...after(folds),
    bound: false,
  });

  const inScope = setup.labelled.tasks.map((index) => all[index].text);
  const { taskModel, success } = fitTaskModel(setup, inScope);
  const everyTask = inScope.map((_, i) => i);
  const planned = planningFold(
    planning,
    { train: everyTask, test: [] },
    { success: [], trainSuccess: success },
    setup.labelled.target,
    randomStream(seed, 'router folds'),
  );
  const fitted = await withPauses(planned, signal);
  const pointsOf = (kind: PlanKind, measured: readonly FamilyPoint[]) =>
    routerPoints(setup, planning, fitted, kind, measured);
  const { rule, visibleTests, id, dataset } = experiment;
  const graph = planning.graph;
  return {
    format: 'complexitynet-router',
    version: 1,
    name: name ?? experiment.name,
    models: experiment.models.map(({ id, name, price, version }, k) => ({
      id,
      name,
      unitCost: unitCosts[k],
      ...(price && { price }),
      ...(version && { version }),
    })),
    rule: { id: rule.id, name: rule.name },
    levels: setup.labelled.levels,
    visibleTests,
    tries: [...graph.tries],
    anyOrder: graph.anyOrder,
    predictor: taskModel.toJSON(),
    centre: Array.from(fitted.centre),
    afterFailures: fitted.models.map(({ intercepts, slopes }) => ({
      intercepts: Array.from(intercepts),
      slopes: slopes.map((row) => Array.from(row)),
    })),
    rightIfPassed: Array.from(fitted.models[0].rightIfPassed),
    points: pointsOf('searched', families.searched.byPrice),
    uncheckedPoints: pointsOf('single', families['without-verification'].byPrice),
    provenance: {
      experiment: id,
      name: experiment.name,
      dataset,
      tasks: inScope.length,
      scope,
      seed,
      protocol: setup.protocol,
      verifier: hasPerfectVerifier(experiment) ? 'perfect' : 'visible-test',
    },
  };
}

/** The predictor of a router, and what predictors that didn’t see a task say of its success. */
function fitTaskModel({ labelled, seed }: Setup, texts: readonly string[]) {
  const { buckets, ...table } = bucketTable(texts);
  const all = texts.map((_, i) => i);
  const random = randomStream(seed, 'training tasks');
  const train = stratifiedSample(all, (i) => labelled.target[i], mostTrainingTasks, random);
  const learnt = new Set(train);
  const test = all.filter((i) => !learnt.has(i));
  const { classes, rates } = fitFold(
    { tasks: [], ...table },
    { train, test },
    { classes: { target: labelled.target, count: labelled.levels.length }, rates: labelled.shares },
    { random: randomStream(seed, 'router') },
  );
  const idf = inverseDocumentFrequencies(
    train.map((i) => table.rows[i]),
    buckets.length,
  );
  const weights = columnWeights(idf, table);
  const taskModel = new TaskModel(
    new Weighing({ columns: buckets, block: table.block, weights }),
    classes!,
    rates!,
  );
  const success: number[][] = [];
  train.forEach((i, at) => (success[i] = rates!.train[at]));
  test.forEach((i, at) => (success[i] = rates!.test[at]));
  return { taskModel, success };
}

/** The points worth having of one kind of plans, in words, with what was measured of them. */
function routerPoints(
  { experiment, resampling, labelled }: Setup,
  planning: Planning,
  fitted: FoldPlans & Fitted,
  kind: PlanKind,
  measured: readonly FamilyPoint[],
): RouterPoint[] {
  const { prices, book, planners, graph } = planning;
  const tasks = labelled.tasks.map((_, i) => i);
  const plansOfTrain = fitted.train[kind]!;
  const picked = pickStrengths(planning, plansOfTrain, tasks, true);
  const trained = trainedPoints(planning, plansOfTrain, tasks, picked);
  return worthHaving(trained).map((g) => {
    const [cost, accuracy] = resampling.means([measured[g].cost, measured[g].accuracy]);
    return {
      price: prices[g],
      strength: picked[g],
      cost: estimate(cost),
      accuracy: estimate(accuracy),
      sentence: sentenceAt(g),
    };
  });

  function sentenceAt(g: number): string {
    const gates = new Gates(graph);
    const shares = new Map<number, number>();
    for (const at of tasks) {
      const chances = fitted.chancesOfTrain(picked[g], at);
      const [plan] = planners[kind]!.plansAt(chances, [prices[g]], book);
      gates.add(book.plan(plan), chances, 1);
      shares.set(plan, (shares.get(plan) ?? 0) + 1 / tasks.length);
    }
    const plans = [...shares]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .map(([plan, share]) => ({ models: book.modelsOf(plan), share }));
    if (kind === 'single') return uncheckedWords(experiment.models, plans);
    return policyWords(experiment.models, plans, gates.values());
  }
}

/** A point that gets less than this more than a cheaper one isn’t worth having beside it. */
const leastGain = 0.001;

/** The points that none is both cheaper and as good as, cheapest first. */
function worthHaving(points: readonly Point[]): number[] {
  const byCost = [...points.keys()].sort((a, b) => points[a].cost - points[b].cost || b - a);
  const kept: number[] = [];
  for (const g of byCost) {
    const best = kept.length > 0 ? points[kept[kept.length - 1]].accuracy + leastGain : -Infinity;
    if (points[g].accuracy >= best) kept.push(g);
  }
  return kept;
}
