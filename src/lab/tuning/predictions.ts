import { indexOfLargest } from '../../core/policy';
import { classProbabilities } from '../../predictors/fine-tuned/class-probabilities';
import { type DrawnLevels, fromDraws } from '../../predictors/fine-tuned/draws';
import { readLevel } from '../../predictors/fine-tuned/read-level';
import { abilityFromDraws, abilityFromTokens } from '../../predictors/zero-shot/ability';
import { calibrate, calibrated } from '../../predictors/zero-shot/calibration';
import type { TaskAnswer, TuningPlan } from './contract';
import type { ExternalPredictions } from './external';

/** What was said of one test task. */
export interface TaskPrediction {
  task: string;
  truth: number;
  /** Over the levels, ascending. Where nothing can be read: the training labels' shares. */
  distribution: number[];
  /** The likeliest level. */
  level: number;
  /** Where several answers were drawn. */
  draws?: DrawnLevels;
  isReadable: boolean;
}

type Plan = Pick<TuningPlan, 'method' | 'reading' | 'levels' | 'labels' | 'train' | 'test'>;

/** The predictions for the test tasks that have an answer, in their order. */
export function predictionsOf(plan: Plan, answers: readonly TaskAnswer[]): TaskPrediction[] {
  const { levels, labels, test } = plan;
  const byTask = new Map(answers.map((answer) => [answer.task, answer]));
  const read = plan.method.kind === 'own-ability' ? byAbility(plan, byTask) : byLevel(plan);
  const shares = trainingShares(plan);
  return test.flatMap((task) => {
    const answer = byTask.get(task);
    if (!answer) return [];
    const { distribution = shares, draws } = read(answer) ?? {};
    return {
      task,
      truth: labels[task],
      distribution,
      level: levels[indexOfLargest(distribution)],
      ...(draws && { draws }),
      isReadable: distribution !== shares,
    };
  });
}

/** Shares of the levels among the training tasks. */
export function trainingShares({ levels, labels, train }: Plan): number[] {
  return levels.map((level) => train.filter((task) => labels[task] === level).length / train.length);
}

type Read = (answer: TaskAnswer) => { distribution?: number[]; draws?: DrawnLevels } | undefined;

function byLevel({ levels, reading }: Plan): Read {
  return ({ texts, tokens }) => {
    if (reading.kind === 'draws') {
      const draws = fromDraws(texts, levels);
      return draws && { distribution: draws.distribution, draws };
    }
    const distribution = tokens && classProbabilities(tokens, levels);
    if (distribution) return { distribution };
    // A server that gives no log-probabilities still names a level.
    const named = readLevel(texts[0], levels);
    return named === undefined ? undefined : { distribution: levels.map((level) => Number(level === named)) };
  };
}

function byAbility({ levels, labels, train }: Plan, byTask: ReadonlyMap<string, TaskAnswer>): Read {
  const ability = ({ tokens, texts }: TaskAnswer) =>
    (tokens && abilityFromTokens(tokens)) ?? abilityFromDraws(texts);
  const rows = train.flatMap((task) => {
    const answer = byTask.get(task);
    const score = answer && ability(answer);
    return score === undefined ? [] : [{ score, target: levels.indexOf(labels[task]) }];
  });
  if (rows.length === 0) return () => undefined;
  const calibration = calibrate(rows, levels.length);
  return (answer) => {
    const score = ability(answer);
    return score === undefined ? undefined : { distribution: calibrated(calibration, score) };
  };
}

/** The finished predictions, for a comparison with others. */
export function externalRow(
  plan: Plan & Pick<TuningPlan, 'id' | 'name'>,
  answers: readonly TaskAnswer[],
): ExternalPredictions {
  const tests = new Set(plan.test);
  const dollars = answers
    .filter(({ task }) => tests.has(task))
    .reduce((sum, answer) => sum + answer.dollars, 0);
  return {
    id: plan.id,
    name: plan.name,
    kind: plan.method.kind,
    predictions: Object.fromEntries(
      predictionsOf(plan, answers).map(({ task, distribution }) => [task, distribution]),
    ),
    costPerTask: dollars / plan.test.length,
    // A model that was not trained has seen none of them.
    trainedOn: plan.method.kind === 'fine-tuned' || plan.method.kind === 'own-ability' ? plan.train : [],
  };
}
