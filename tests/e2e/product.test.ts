import type { Page } from '@playwright/test';
import { expectAccessible, expectNoOverflow } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';

/** Moves by Tab alone, until what has the focus is named so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let at = 0; at < 80; at++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const label = (element as HTMLInputElement | null)?.labels?.[0];
      return (label ?? element)?.innerText.trim() ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`nothing named ${name} was reached`);
}

const outcomes = [
  {
    ...{ format: 'complexitynet-outcomes', version: 1, name: 'Mine', dataset: 'own', visibleTests: 1 },
    models: ['a', 'b'].map((id, k) => ({ id, name: id.toUpperCase(), unitCost: 10 ** k })),
  },
  ...Array.from({ length: 12 }, (_, task) => ({
    task: String(task),
    outcomes: { a: [task % 2 ? '11' : '10'], b: ['11'] },
  })),
];

test.describe('with the study kept', () => {
  test.use({ isStudied: true, isPythonHeld: true });

  test('the first minute: a tour that is offered once, terms that explain themselves, light or dark by choice', async ({
    page,
  }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'What this says' })).toBeVisible();
    await page.getByRole('button', { name: 'A tour in four steps' }).click();
    const card = page.getByRole('dialog');
    for (const title of ['Real answers', 'Where the tasks go', 'What accuracy costs', 'What it says']) {
      await expect(card).toContainText(title);
      await expect(page.locator('.toured')).toHaveCount(1);
      await expectAccessible(page, { include: '[role=dialog]' });
      if (title !== 'What it says') await card.getByRole('button', { name: 'Next' }).click();
    }
    await card.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'What this says' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'A tour in four steps' })).toHaveCount(0);

    const term = page.getByRole('button', { name: 'predict that label' });
    await term.focus();
    await page.keyboard.press('Enter');
    const meaning = page.getByText('A small statistical model that reads a task’s text');
    await expect(meaning).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(meaning).toBeHidden();
    await expect(term).toBeFocused();

    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByRole('radio', { name: 'dark', exact: true }).check();
    expect(await paper()).not.toBe(light);
    await page.reload();
    await expect(page.getByRole('radio', { name: 'dark', exact: true })).toBeChecked();
    expect(await paper()).not.toBe(light);
  });

  test('the main job by keyboard alone', async ({ page }) => {
    await page.goto('./');
    await tabTo(page, /^Study$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await tabTo(page, /^Savings$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Every policy' })).toBeVisible();
    await expect(page.getByRole('main')).toBeFocused();
    await tabTo(page, /^solved by some model$/);
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'all', exact: true })).toBeChecked();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('radio', { name: 'solved by some model' })).toBeChecked();
    await tabTo(page, /^Cite this$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'BibTeX: This study' })).toBeVisible();
  });

  test('every page is accessible in both themes, and fits at twice the size', async ({
    page,
    useDatasets,
  }) => {
    await useDatasets('mbpp');
    for (const [path, heading] of [
      ['', 'What this says'],
      ['#/tasks', 'Every task'],
      ['#/experiments', 'Experiments'],
      ['#/experiments/new', ''],
      ['#/experiments/mbpp/labels', 'The rule'],
      ['#/experiments/mbpp/savings', 'Every policy'],
      ['#/experiments/mbpp/complexity', 'Can complexity'],
      ['#/experiments/mbpp/tuning', ''],
      ['#/route', 'Which model for'],
      ['#/models', 'Which models'],
      ['#/judge', 'Does this code'],
      ['#/class', 'Which model is enough'],
      ['#/class/results', 'Give the class'],
      ['#/report', 'A report'],
      ['#/about', 'The paper against'],
      ['#/help', 'How to use'],
      ['#/nowhere', 'There is no such page'],
    ]) {
      await page.goto(`./${path}`);
      await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
      for (const theme of ['light', 'dark']) {
        await page.getByRole('radio', { name: theme, exact: true }).check();
        await expectAccessible(page, { colours: theme === 'dark' });
      }
      // As a window of 1280 pixels at 200 %.
      await page.setViewportSize({ width: 640, height: 400 });
      await expectNoOverflow(page, path);
      await page.setViewportSize({ width: 1280, height: 800 });
      if (path === '#/help') await screenshot(page, 'help');
    }
  });
});

test('parts of the app that don’t come are missed in words, and come with a reload', async ({
  page,
  guard,
}) => {
  guard.allowProblem(/ERR_FAILED/);
  const starters = /assets\/all-/;
  const judge = page.getByRole('button', { name: 'Judge', exact: true });
  await page.route(starters, (route) => route.abort());
  await page.goto('./#/route');
  await expect(page.getByRole('alert')).toContainText('The starter tasks could not be fetched.');
  await page.getByLabel('What is to be written').fill('Double a number.');
  await expectAccessible(page);

  await page.goto('./#/judge');
  await expect(page.getByRole('alert')).toContainText('An answer of your own can be judged');
  await expect(judge).toBeDisabled();
  await expect(judge).toHaveAccessibleDescription(/There is nothing to judge yet/);
  await page.unroute(starters);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(starters, async (route) => (await held, route.continue()));
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(judge).toHaveAccessibleDescription(/The example is on its way/);
  await expect(judge).toBeDisabled();
  answer();
  await expect(judge).toBeEnabled();
  await expect(page.getByLabel('Answer', { exact: true })).not.toBeEmpty();

  await page.route(/assets\/Models-.*js/, (route) => route.abort());
  await page.goto('./#/models');
  await expect(page.getByRole('heading', { name: 'This page didn’t come' })).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { name: 'Which models can you ask?' })).toBeVisible();
});

test('a newcomer has a file of their own studied in four steps', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'Study', exact: true }).click();
  const buffer = Buffer.from(outcomes.map((row) => JSON.stringify(row)).join('\n'));
  await page.getByLabel(/^File/).setInputFiles({ name: 'mine.jsonl', mimeType: 'text/plain', buffer });
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText('24 recorded answers of A, B · studied')).toBeVisible();
});
