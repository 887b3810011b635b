import { describe, expect, it } from 'vitest';
import { starterTasks } from '../../../src/datasets/starter/starter';
import { asserts, python } from '../../../src/datasets/starter/task';
import { runNatively, whyNoPython } from '../../support/python';

const tasks = await starterTasks();

describe('the starter set', () => {
  it('has 40 tasks, each with an id of its own, from trivial to hard', () => {
    expect(tasks.map(({ id }) => id)).toStrictEqual(tasks.map((_, i) => `starter/${i + 1}`));
    const difficulties = [
      ['trivial', 10] as const,
      ['easy', 12] as const,
      ['medium', 10] as const,
      ['hard', 8] as const,
    ];
    expect(tasks.map(({ difficulty }) => difficulty)).toStrictEqual(
      difficulties.flatMap(([difficulty, count]) => Array(count).fill(difficulty)),
    );
  });

  it.each(tasks)('$id, $title: three or more asserts and two wrong solutions', (task) => {
    expect(task.tests.length).toBeGreaterThanOrEqual(3);
    for (const test of task.tests) expect(test).toMatch(/^assert /);
    expect(task.wrong).toHaveLength(2);
    expect(new Set(task.wrong.map(({ flaw }) => flaw)).size).toBe(2);
    for (const code of [task.reference, ...task.wrong.map((one) => one.code)]) {
      expect(code).not.toMatch(/^\s|\t/);
    }
  });
});

const reason = whyNoPython();
describe.skipIf(reason)(`under native Python${reason ? ` (${reason})` : ''}`, () => {
  const runs = (codeOf: (task: (typeof tasks)[number]) => string) =>
    runNatively(tasks.map((task) => ({ code: codeOf(task), setup: task.setup ?? '', tests: task.tests })));

  it('every reference passes every test, in well under 50 ms', () => {
    runs((task) => task.reference).forEach(({ passed, error, seconds }, i) => {
      expect(passed, `${tasks[i].id}: ${error}`).toStrictEqual(tasks[i].tests.map(() => true));
      expect(seconds, tasks[i].id).toBeLessThan(0.05);
    });
  });

  it.each([0, 1])('wrong solution %i of each task runs, and fails at least one test', (which) => {
    runs((task) => task.wrong[which].code).forEach(({ passed, ran }, i) => {
      const flaw = `${tasks[i].id}: ${tasks[i].wrong[which].flaw}`;
      expect(ran, flaw).toBe(true);
      expect(passed, flaw).toContain(false);
    });
  });
});

describe('how tasks are written', () => {
  it('takes the indentation of the file off, and keeps escapes as they stand', () => {
    expect(python`
      def f():
          return "\n"

      g = 1
    `).toBe('def f():\n    return "\\n"\n\ng = 1');
  });

  it('tells tests apart where a line begins one', () => {
    expect(asserts`
      assert f(1) == [
          2]
      assert g("assert")
    `).toStrictEqual(['assert f(1) == [\n    2]', 'assert g("assert")']);
  });
});
