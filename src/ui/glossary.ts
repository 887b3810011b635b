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
  crossValidation: {
    term: 'cross-validation',
    meaning:
      'The tasks are dealt into five parts; a model learns from four of them and is tested on the fifth, each part in turn, and all of that five times with other parts.',
  },
  pValue: {
    term: 'p',
    meaning: 'How often chance alone would make at least such a difference, if there were none.',
  },
  macroF1: {
    term: 'macro-F1',
    meaning: 'A score from 0 to 1 for which rare levels count as much as frequent ones; higher is better.',
  },
  brier: {
    term: 'Brier score',
    meaning:
      'The squared distance of the stated probabilities from what came true, from 0 to 2; lower is better.',
  },
  logLoss: {
    term: 'log-loss',
    meaning:
      'How surprising the true level is, by the probability that was stated for it; 0 is perfect, lower is better.',
  },
  calibration: {
    term: 'calibration',
    meaning:
      'Whether a model is right as often as it says: of what it calls 70 % likely, 70 % should be true.',
  },
  tfIdf: {
    term: 'TF-IDF and logistic regression',
    meaning:
      'Words and parts of words count the more, the rarer they are among the tasks; each makes some levels likelier.',
  },
  posteriorPredictive: {
    term: 'posterior predictive',
    meaning:
      'What fresh trials would give, reckoned from those at hand and from how tasks differ as a whole.',
  },
  fineTuning: {
    term: 'fine-tuning',
    meaning: 'Training a language model further, on examples of the one thing that it shall do.',
  },
  token: {
    term: 'token',
    meaning: 'A word or a part of one: what a language model reads, writes and is paid by.',
  },
  epoch: {
    term: 'epoch',
    meaning: 'One pass of the training over all training tasks.',
  },
  batchSize: {
    term: 'batch size',
    meaning: 'From how many tasks at once each step of the training learns.',
  },
  learningRate: {
    term: 'learning rate',
    meaning: 'How far each step of the training changes the model; 1 is what the server thinks fit.',
  },
  loss: {
    term: 'loss',
    meaning: 'How surprising the right answers are to the model: training makes it smaller.',
  },
  temperature: {
    term: 'temperature',
    meaning:
      'How much chance there is in an answer: at 0 the likeliest wording, at 1 any, as often as it is likely.',
  },
  seed: {
    term: 'seed',
    meaning: 'A number that settles everything left to chance: the same seed draws the same.',
  },
  webGpu: {
    term: 'WebGPU',
    meaning: 'A way for pages to compute on the graphics processor, which runs language models fast.',
  },
  gguf: {
    term: 'GGUF',
    meaning:
      'A file with a whole language model in it; Q2 to Q8 in its name say how finely its numbers are kept: more is larger and better.',
  },
  openaiApi: {
    term: 'OpenAI’s API',
    meaning:
      'The way of asking models over the web that OpenAI began with and most other servers understand.',
  },
} as const satisfies Record<string, { term: string; meaning: string }>;

export type GlossaryKey = keyof typeof glossary;
