import { beforeAll, describe, expect, it } from 'vitest';
import type { Interpreter } from '../../../src/judge/worker/interpreter';
import type { Machine } from '../../../src/judge/worker/machine';
import { mbpp } from '../../../src/datasets/mbpp';
import { answerShapes } from '../../support/answer-shapes';
import { realData } from '../datasets/data';
import { request, startMachine } from './node';

const data = realData('mbpp.jsonl');

/** One task in so many is tried here; `npm run soak -- judge` tries all. */
const every = 25;

/** Its reference takes seconds. */
const slowTask = '123';

describe.skipIf(data.missing)(`the references of MBPP, as models would give them (${data.reason})`, () => {
  const tasks = data.missing
    ? []
    : mbpp
        .parse(new TextDecoder().decode(data.read()))
        .filter(({ id }, index) => index % every === 0 && id !== slowTask);
  let machine: Machine;
  let interpreter: Interpreter;
  beforeAll(async () => {
    ({ machine, interpreter } = await startMachine());
  }, 60_000);

  it.each(Object.entries(answerShapes))('%s', { timeout: 60_000 }, (_, shape) => {
    const wrong = tasks.flatMap(({ id, tests, setup = '', reference }) => {
      const answer = shape(reference, interpreter.python.entry_of(JSON.stringify(tests), ''));
      const { judgement } = machine.judge(request(answer, tests, { form: 'answer', setup }));
      return judgement.verdict === 'pass' ? [] : [`${id}: ${judgement.verdict} ${judgement.error}`];
    });
    expect(wrong).toEqual([]);
  });
});
