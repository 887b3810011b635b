import * as v from 'valibot';

export const definitionFormat = 'complexitynet-definition';
export const definitionVersion = 1;

const text = (most = 1e6) =>
  v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'), v.maxLength(most, 'a shorter text'));
const anyText = v.string('a text');
const between = (least: number, most: number) => {
  const message = `a number from ${least} to ${most}`;
  return v.pipe(v.number(message), v.finite(message), v.minValue(least, message), v.maxValue(most, message));
};
const whole = (least: number, most: number) => {
  const message = `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.safeInteger(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};
const list = <S extends v.GenericSchema>(item: S, least: number, most: number) => {
  const message = `a list of ${least} to ${most}`;
  return v.pipe(v.array(item, message), v.minLength(least, message), v.maxLength(most, message));
};

const ownTask = v.strictObject(
  {
    id: text(200),
    kind: v.optional(text(40)),
    prompt: text(),
    choices: v.optional(list(anyText, 2, 10)),
    tests: list(anyText, 0, 1000),
    setup: v.optional(anyText),
    entryPoint: v.optional(anyText),
  },
  'a task with id, prompt and tests, perhaps kind, choices, setup and entryPoint, and no other field',
);

/** How it is reached is not looked into here: that is for whoever runs it. */
const model = v.looseObject(
  {
    id: text(200),
    name: text(500),
    unitCost: v.pipe(v.number('a number above 0'), v.finite('a number'), v.gtValue(0, 'a number above 0')),
    price: v.optional(
      v.strictObject({ input: between(0, 1e9), output: between(0, 1e9) }, 'input and output'),
    ),
    version: v.optional(anyText),
  },
  'a model with id, name and unitCost',
);

export const samplingSchema = v.strictObject(
  {
    temperature: between(0, 100),
    maxTokens: whole(1, 1e7),
    stop: v.optional(list(anyText, 0, 100)),
  },
  'temperature, maxTokens and perhaps stop',
);

const countCondition = v.strictObject(
  {
    models: list(whole(0, 9), 1, 10),
    atLeast: between(0, 500),
    unit: v.picklist(['successes', 'share'], '"successes" or "share"'),
  },
  'models, atLeast and unit',
);

const level = v.union(
  [
    v.strictObject({ level: whole(0, 100), any: list(countCondition, 0, 20) }),
    v.strictObject({ level: whole(0, 100), when: text(1000) }),
  ],
  'level and any, or level and when',
);

const rule = v.strictObject(
  {
    id: text(200),
    name: text(500),
    models: whole(1, 10),
    trials: v.nullable(whole(1, 50)),
    levels: list(level, 1, 20),
  },
  'a labelling rule',
);

const assignment = v.strictObject(
  {
    id: text(200),
    name: text(500),
    modelOfLevel: v.record(
      v.pipe(anyText, v.regex(/^\d{1,3}$/, 'a level')),
      whole(0, 9),
      'a model per level',
    ),
  },
  'an assignment rule',
);

const labelling = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('lazy'), auditShare: between(0, 1) }, 'kind and auditShare'),
    v.strictObject({ kind: v.literal('all') }, 'kind only'),
  ],
  '{"kind":"lazy","auditShare":…} or {"kind":"all"}',
);

/** But for `format` and `version`, and for what fields say of each other. */
export const definitionSchema = v.strictObject(
  {
    format: v.literal(definitionFormat),
    version: v.literal(definitionVersion),
    id: text(200),
    name: text(500),
    dataset: text(200),
    taskIds: list(text(200), 1, 1e6),
    ownTasks: v.optional(list(ownTask, 0, 1e6)),
    models: list(model, 1, 10),
    trials: whole(1, 50),
    sampling: samplingSchema,
    visibleTests: whole(0, 1000),
    rule,
    assignment,
    labelling,
    strictness: v.picklist(['lenient', 'strict'], '"lenient" or "strict"'),
    batched: v.optional(list(text(200), 0, 10)),
    budget: v.optional(between(0, 1e9)),
    seed: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  },
  'no other field than those of a definition',
);
