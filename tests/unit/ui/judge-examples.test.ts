import { describe, expect, it } from 'vitest';
import { callsIn } from '../../../src/datasets/python/calls';
import { starterTasks } from '../../../src/datasets/starter/starter';
import { attackedTests, attacks, honestAnswer } from '../../../src/ui/judge/attacks';
import { examplesOf, exhibitOf } from '../../../src/ui/judge/example';
import { splitTests } from '../../../src/ui/judge/split-tests';
import { describeLeniency } from '../../../src/ui/judge/words';
import { runNatively, whyNoPython } from '../../support/python';

describe('examples', () => {
  it('of each starter task keep its tests whole, and its code within the answer', async () => {
    for (const task of await starterTasks()) {
      for (const example of examplesOf(task)) {
        const exhibit = exhibitOf(task, example);
        expect(splitTests(exhibit.tests), task.id).toStrictEqual(task.tests);
        expect(exhibit.answer).toContain(`\`\`\`python\n${example.code}\n\`\`\``);
        expect(exhibit.setup).toBe(task.setup ?? '');
      }
    }
  });
});

describe('attacks', () => {
  it('each define the function that the tests call, and differ', () => {
    expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
    expect(attackedTests.flatMap(callsIn).map(({ name }) => name)).toStrictEqual(['add', 'add']);
    for (const { code } of attacks) expect(code).toContain('def add(a, b):');
  });

  const reason = whyNoPython();
  it.skipIf(reason)(`leave the honest answer right (${reason ?? 'native Python'})`, () => {
    const [{ passed }] = runNatively([{ code: honestAnswer, setup: '', tests: attackedTests }]);
    expect(passed).toStrictEqual([true, true]);
  });
});

it('names the import that was added', () => {
  expect(describeLeniency('added-import:List')).toBe('the missing import of List was added');
  expect(describeLeniency('dropped-demo')).toContain('left out');
});
