import type { Page } from '@playwright/test';
import { starterTasks } from '../../src/datasets/starter/starter';
import { attacks } from '../../src/ui/judge/attacks';
import { verdictWords } from '../../src/ui/judge/words';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';

const tasks = await starterTasks();

// Python starts anew for each test.
test.setTimeout(240_000);

async function open(page: Page): Promise<void> {
  await page.goto('./#/judge');
  await expect(page.getByText('Python is ready')).toBeVisible({ timeout: 120_000 });
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

test('prompts: both styles, as much as may be seen, to be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./#/judge');
  const prompts = page.getByRole('region', { name: 'What a model is asked' });
  const bare = prompts.getByRole('region', { name: 'Bare: User' });
  const bus = tasks.find(({ id }) => id === 'starter/15')!;
  await expect(bare).toContainText('def bus_wait(arg1, arg2):');
  await expect(bare).toContainText(bus.tests[0]);
  await expect(bare).not.toContainText(bus.tests[1]);
  await prompts.getByLabel('Visible asserts').selectOption('none');
  await expect(bare).not.toContainText('assert');
  await prompts.getByRole('button', { name: 'Copy: Bare, User' }).click();
  await expect(prompts.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await bare.textContent());
  await prompts.getByRole('radio', { name: 'completes text' }).check();
  await expect(prompts.getByRole('region', { name: 'Bare: To be completed' })).toContainText('"""');
  await page.getByLabel('Task').selectOption('');
  await expect(prompts).toContainText('Pick a task above');
});

test.describe('getting Python ready', () => {
  const files = /\/assets\/pyodide[^/]*\.wasm/;

  test('shows how far it is, can be stopped, and starts again', async ({ page, context }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route(files, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.goto('./#/judge');
    await expect(page.getByText('Fetching Python while you read')).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Getting Python ready' })).toBeVisible();
    await page.getByRole('button', { name: 'Judge', exact: true }).click();
    await expect(verdict(page)).toContainText('Waiting for Python');
    await expectAccessible(page);
    await screenshot(page, 'judge-starting');
    await page.getByRole('button', { name: 'Stop' }).first().click();
    await expect(page.getByText('Python is not running')).toBeVisible();
    release();
    await page.getByRole('button', { name: 'Start Python' }).click();
    await expect(page.getByText('Python is ready')).toBeVisible({ timeout: 120_000 });
  });

  test('says so where it can’t be fetched, and tries again', async ({ page, context, guard }) => {
    guard.allowProblem(/Failed to load resource/);
    await context.route(files, (route) => route.abort());
    await page.goto('./#/judge');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Python did not start', { timeout: 60_000 });
    await expectAccessible(page);
    await screenshot(page, 'judge-failed');
    await context.unroute(files);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(page.getByText('Python is ready')).toBeVisible({ timeout: 120_000 });
  });

  test('says so where the browser refuses, and what still works', async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    await page.goto('./#/judge');
    await expect(page.getByRole('alert')).toContainText('This browser refuses', { timeout: 120_000 });
    await expect(page.getByRole('region', { name: 'Bare: User' })).toContainText('def bus_wait');
    await expectAccessible(page);
    await screenshot(page, 'judge-refused');
  });
});
