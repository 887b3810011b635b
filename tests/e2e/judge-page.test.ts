import type { Page } from '@playwright/test';
import { attacks } from '../../src/ui/judge/attacks';
import { verdictWords } from '../../src/ui/judge/words';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/ready-page';
import { screenshot } from '../support/screenshot';

/** The judge’s page as it is when first opened, but for Python, which runs already. */
async function open(page: Page): Promise<void> {
  await page.goto('./#/nothing-here');
  await page.goto('./#/judge');
  await expect(page.getByText('Python is ready')).toBeVisible();
}

/** Fills the fields and judges. */
async function judge(page: Page, answer: string, tests: string): Promise<void> {
  await page.getByLabel('Answer', { exact: true }).fill(answer);
  await page.getByLabel('Asserts', { exact: true }).fill(tests);
  await page.getByRole('button', { name: 'Judge', exact: true }).click();
}

const verdict = (page: Page) => page.getByRole('region', { name: 'The verdict' });
const double = 'def double(n):\n    return n * 2';

test('a wrong answer: which assert failed and what it got; then the right one', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Judge', exact: true }).click();
  await expect(verdict(page)).toContainText('Wrong answer');
  await expect(verdict(page)).toContainText('2 of 3 tests held');
  await expect(verdict(page).getByRole('listitem').nth(1)).toContainText('got 1215 (int)');
  await expect(verdict(page).getByRole('status')).toContainText('Wrong answer');
  await expectAccessible(page);
  await screenshot(page, 'judge-wrong');

  await page.getByLabel('Example answer').selectOption({ index: 0 });
  await expect(verdict(page)).toContainText('Nothing has been judged yet');
  await page.getByLabel('Answer', { exact: true }).press('Control+Enter');
  await expect(verdict(page)).toContainText('Every assert held');
});

test('every kind of bad input gets a verdict of its own', async ({ page }) => {
  await open(page);
  const right = 'assert double(2) == 4';
  await judge(page, double, right);
  await expect(verdict(page)).toContainText('Pass');

  await judge(page, 'I am sorry, I cannot help with that.', right);
  await expect(verdict(page)).toContainText('No code');

  await judge(page, '```python\ndef double(n:\n    retrun n\n```', right);
  await expect(verdict(page)).toContainText('Not Python');
  await expect(verdict(page)).toContainText('SyntaxError');

  await judge(page, double, 'assert double(2 ==');
  await expect(verdict(page)).toContainText('The task’s own fault');

  await judge(page, double, '');
  await expect(verdict(page)).toContainText('The task’s own fault');

  await judge(page, `import numpy\n${double}`, right);
  await expect(verdict(page)).toContainText('Missing module');

  await judge(page, 'def other():\n    pass', right);
  await expect(verdict(page)).toContainText('Error in a test');
  await expect(verdict(page)).toContainText('NameError');

  await judge(page, `# ${'x'.repeat(5_000_000)}\n${double}`, right);
  await expect(verdict(page)).toContainText(/Pass|No code/, { timeout: 60_000 });
  await expectAccessible(page);
});

test('says what was mended, shows what was printed, and strict mends nothing', async ({ page }) => {
  await open(page);
  const answer =
    'Here:\n\n```python\ndef spread(values: List[float]) -> float:\n    print("hello")\n    return math.fabs(max(values) - min(values))\n```';
  await judge(page, answer, 'assert spread([1, 4]) == 3');
  await expect(verdict(page)).toContainText('Pass');
  await expect(verdict(page)).toContainText('the missing import of math was added');
  await expect(verdict(page).getByRole('region', { name: 'What the code printed' })).toHaveText('hello');
  await screenshot(page, 'judge-lenient');

  await page.getByRole('radio', { name: 'strict' }).check();
  await expect(verdict(page)).toContainText('Pass');
  await page.getByRole('button', { name: 'Judge', exact: true }).click();
  await expect(verdict(page)).toContainText("NameError: name 'math' is not defined");
});

test('setup code runs between answer and asserts', async ({ page }) => {
  await open(page);
  await page.getByLabel('Task').selectOption('starter/31');
  await expect(page.getByLabel('Setup code')).toHaveValue(/^class Folder/);
  await page.getByRole('button', { name: 'Judge', exact: true }).click();
  await expect(verdict(page)).toContainText('Every assert held');
});

test('what runs can be stopped, and the next answer is judged', async ({ page }) => {
  await open(page);
  await page.getByLabel('Deadline').selectOption('10');
  await judge(page, 'def double(n):\n    while True: pass', 'assert double(1) == 2');
  await expect(verdict(page)).toContainText('Running');
  await screenshot(page, 'judge-running');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(verdict(page)).toContainText('Stopped before there was a verdict');
  await judge(page, double, 'assert double(1) == 2');
  await expect(verdict(page)).toContainText('Every assert held');
});

test('the attacks end as promised, and an honest answer passes after each', async ({ page, guard }) => {
  // What dies in its worker may complain there.
  guard.allowProblem(/\(blob:null\//);
  await open(page);
  await page.getByRole('button', { name: `Run all ${attacks.length}` }).click();
  await expect(page.getByText(`${attacks.length} of ${attacks.length} run`)).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText('the honest answer passed after each')).toBeVisible();
  const rows = page.getByRole('region', { name: 'Try to break it' }).getByRole('listitem');
  for (const { title, verdicts } of attacks) {
    const row = rows.filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    const ends = verdicts.map((one) => verdictWords[one].title).join('|');
    await expect.soft(row, title).toContainText(new RegExp(`(${ends}) after`));
    await expect.soft(row, title).toContainText('The honest answer after it: pass');
  }
  await expect(rows.filter({ hasText: 'Be equal' })).toContainText('an equality of its own');
  expect(guard.foreign).toEqual([]);
  await expectAccessible(page);
  await screenshot(page, 'judge-attacks');

  const [loop] = attacks;
  await rows.first().getByText('Code', { exact: true }).click();
  await rows.first().getByRole('button', { name: 'Open it in the fields above' }).click();
  await expect(page.getByLabel('Answer', { exact: true })).toHaveValue(loop.code);
});
