import { paperRule } from '../../src/core/assignment';
import { paperFiveLevel } from '../../src/core/labelling';
import type { ExperimentDefinition, Intent, TrialFailure, TrialKey } from '../../src/core/live-experiment';
import type { SettledTrial } from '../../src/store/experiments/contract';

/** An invented experiment: three models, five trials, tasks named from "0". */
export function inventedDefinition(tasks: number, id = 'invented'): ExperimentDefinition {
  return {
    format: 'complexitynet-definition',
    version: 1,
    id,
    name: 'Invented',
    dataset: 'mbpp',
    taskIds: Array.from({ length: tasks }, (_, task) => String(task)),
    models: [
      { id: 'small', name: 'Small', unitCost: 1 },
      { id: 'mid', name: 'Mid', unitCost: 10, price: { input: 0.5, output: 1.5 } },
      { id: 'large', name: 'Large', unitCost: 100, price: { input: 30, output: 60 } },
    ],
    trials: 5,
    sampling: { temperature: 0.9, maxTokens: 512 },
    visibleTests: 1,
    rule: paperFiveLevel,
    assignment: paperRule(paperFiveLevel),
    labelling: { kind: 'all' },
    strictness: 'lenient',
    budget: 5,
    seed: 1,
  };
}

export const keyOf = (task: number, model = 'small', index = 0, experiment = 'invented'): TrialKey => ({
  experiment,
  task: String(task),
  model,
  index,
});

/** All keys of an invented experiment. */
export function inventedKeys(tasks: number, experiment = 'invented'): TrialKey[] {
  return Array.from({ length: tasks }, (_, task) =>
    ['small', 'mid', 'large'].flatMap((model) =>
      Array.from({ length: 5 }, (_, index) => keyOf(task, model, index, experiment)),
    ),
  ).flat();
}

/** An answer of the length that answers to MBPP have, with its verdict unless told otherwise. */
export function inventedTrial(key: TrialKey, { judged = true, text = 'x' } = {}): SettledTrial {
  const isPaid = key.model !== 'small';
  const code = `def f_${key.task}(values):\n    total = 0\n    for value in values:\n        total += value\n    return total * ${key.index}  # ${text}\n`;
  const tokens = { input: 180, output: 60 + key.index };
  return {
    summary: {
      ...key,
      digits: judged ? (key.index % 2 ? '101' : '111') : '',
      ...(judged && { verdict: key.index % 2 ? 'wrong-answer' : 'pass' }),
      dollars: isPaid ? 0.00123 : 0,
      inputTokens: tokens.input,
      outputTokens: tokens.output,
      seconds: 1.25 + key.index / 10,
      answeredAt: 1_780_000_000_000 + key.index,
    },
    detail: {
      ...key,
      answer: {
        text: `Here is the function:\n\n\`\`\`python\n${code}\`\`\`\n\nIt adds the values – in one pass.`,
        finish: 'stop',
        usage: { ...tokens, source: 'reported' },
        seconds: 1.25 + key.index / 10,
        model: `${key.model}-2026-01-01`,
        ...(isPaid && { fingerprint: 'fp_1' }),
      },
      promptHash: 'ab'.repeat(32),
      opening: '',
      sampling: { temperature: 0.9, maxTokens: 512 },
      modelAsked: key.model,
      codeVersion: '0.1.0',
      date: '2026-06-01T00:00:00.000Z',
      ...(judged && {
        judgement: {
          verdict: key.index % 2 ? 'wrong-answer' : 'pass',
          tests: ['pass', key.index % 2 ? 'fail' : 'pass', 'pass'],
          code,
          leniency: [],
          stdout: '',
          seconds: 0.01,
          flags: [],
        },
      }),
    },
  };
}

export const inventedIntent = (key: TrialKey, reserved = 0): Intent => ({
  ...key,
  call: 'call-1',
  askedAt: 1,
  reserved,
});

export const inventedFailure = (key: TrialKey): TrialFailure => ({
  ...key,
  code: 'rate-limit',
  message: 'Too many requests.',
  remedy: 'Wait.',
  retryable: true,
  at: 2,
});
