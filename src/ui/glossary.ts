/** Every term of these pages in one sentence, in plain words: the one place to change, or to translate, them. */
export const glossary = {
  task: {
    term: 'task',
    meaning:
      'A small programming problem: a text that asks for a Python function, and tests that a right one passes.',
  },
  trial: {
    term: 'trial',
    meaning: 'One answer of one model to one task, judged by the task’s tests.',
  },
  verdict: {
    term: 'verdict',
    meaning: 'What the judge says of an answer: it is right if every test passes, else wrong.',
  },
  level: {
    term: 'level',
    meaning:
      'How hard a task is, told by which models solved it: the higher, the larger the model that it takes.',
  },
  label: {
    term: 'label',
    meaning: 'The level that a task’s recorded trials give it, by a fixed rule.',
  },
  kept: {
    term: 'kept task',
    meaning:
      'A task that some model solved at least once; the paper leaves the others out, and a user would meet them.',
  },
  complexityModel: {
    term: 'complexity model',
    meaning:
      'A small statistical model that reads a task’s text and predicts its level, before any model is asked.',
  },
  policy: {
    term: 'policy',
    meaning: 'A rule that decides which model to ask first, and whether to ask another after that.',
  },
  router: {
    term: 'router',
    meaning: 'A policy that chooses a model by what is predicted of the task.',
  },
  visibleTest: {
    term: 'visible test',
    meaning:
      'A test that a policy may run on an answer before it takes it; the other tests decide whether it was right.',
  },
  unitCost: {
    term: 'unit',
    meaning:
      'What one call of the cheapest model costs; the others cost multiples of it, in the paper 10 and 100.',
  },
  interval: {
    term: '95 % interval',
    meaning:
      'The range that the figure stays in for 95 of 100 other draws of the tasks: how far luck in the tasks could move it.',
  },
  baseline: {
    term: 'baseline',
    meaning:
      'What a simple way of choosing gets, such as always the same model: a clever one has to beat it.',
  },
  coinFlip: {
    term: 'coin flip',
    meaning: 'Choosing between models, or ways of asking them, by chance alone, at the same mean cost.',
  },
  outOfFold: {
    term: 'out of fold',
    meaning:
      'Predicted by a model that was trained on other tasks only, so that it can’t have learnt the answer by heart.',
  },
  frontier: {
    term: 'frontier',
    meaning: 'The most right answers that a family of policies gets, cost by cost.',
  },
} as const satisfies Record<string, { term: string; meaning: string }>;

export type GlossaryKey = keyof typeof glossary;
