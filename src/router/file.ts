import * as v from 'valibot';
import { taskModelSchema } from './task-model';

const number = v.pipe(v.number(), v.finite());
const positive = v.pipe(number, v.gtValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(number, v.minValue(0), v.maxValue(1));
const probabilities = v.array(share);

const estimate = v.object({ value: number, low: number, high: number });

const point = v.object({
  /** What one unit cost must bring in accuracy: the dearer, the sooner a plan stops. */
  price: positive,
  /** Which of `afterFailures` plans are made with. */
  strength: count,
  /** What it pays and gets per task, on tasks that it was not trained on. */
  cost: estimate,
  accuracy: estimate,
  /** What it does. */
  sentence: v.string(),
});
/** One operating point of a router. */
export type RouterPoint = v.InferOutput<typeof point>;

const format = 'complexitynet-router';

export const routerSchema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  name: v.string(),
  /** Cheapest first. */
  models: v.pipe(
    v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        unitCost: positive,
        /** Dollars per million tokens. */
        price: v.optional(v.object({ input: number, output: number })),
        version: v.optional(v.string()),
      }),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
  rule: v.object({ id: v.string(), name: v.string() }),
  /** Ascending, as predicted distributions have them. */
  levels: v.pipe(v.array(v.pipe(v.number(), v.safeInteger())), v.minLength(1)),
  /** How many tests of a task it reads, and checks answers with. */
  visibleTests: count,
  /** How often each model may be asked, and whether a cheaper one may be asked after a dearer one. */
  tries: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1023))),
  anyOrder: v.boolean(),
  predictor: taskModelSchema,
  /** Mean log-odds of predicted success over the tasks learnt from, per model. */
  centre: v.array(number),
  /** How likely a model passes its visible tests after others failed theirs, per way of weighing the prompt. */
  afterFailures: v.array(
    v.object({
      /** Per sequence of `graphOf(tries, anyOrder)`. */
      intercepts: v.array(number),
      /** Per group of sequences that share them, one number per model. */
      slopes: v.array(v.array(number)),
    }),
  ),
  /** Per sequence: how likely an answer is right that passes. */
  rightIfPassed: probabilities,
  /** Cheapest first: where answers can be checked. */
  points: v.pipe(v.array(point), v.minLength(1)),
  /** Cheapest first: where there is nothing to check them with, and one answer is asked for. */
  uncheckedPoints: v.pipe(v.array(point), v.minLength(1)),
  provenance: v.object({
    /** The experiment learnt from. */
    experiment: v.string(),
    name: v.string(),
    dataset: v.string(),
    tasks: count,
    scope: v.picklist(['kept', 'all']),
    seed: number,
    /** How accuracies and costs of points were measured. */
    protocol: v.string(),
    /** Was an answer checked by some of its tests, or by the whole verdict? */
    verifier: v.picklist(['visible-test', 'perfect']),
  }),
});

/** A trained router, as `router.json` has it. */
export type RouterFile = v.InferOutput<typeof routerSchema>;

/**
 * Reads the form of a router file; whether its parts fit together, the router itself sees.
 *
 * @throws Error, for the visitor, where it is none
 */
export function parseRouterFile(value: unknown): RouterFile {
  const result = v.safeParse(routerSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new Error(`This is no router of this app: ${place ? `${place}: ` : ''}${issue.message}`);
}
