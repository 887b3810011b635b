import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';
import { cellsOf } from '../support/table';
import {
  count,
  detail,
  heading,
  list,
  mbppText,
  options,
  predicted,
  ready,
  said,
  selected,
  text,
  trials,
  tries,
} from './task-explorer';

test.describe('list', () => {
  test.use({ isStudied: true });

  test.beforeEach(async ({ useDatasets }) => useDatasets('mbpp'));

  test('is searched and narrowed, and says what to do where nothing fits', async ({ page }) => {
    await page.goto('./#/tasks');
    await expect(ready(page)).toBeVisible();
    await expect(count(page)).toHaveText('973 tasks');
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('601');
    await expect(options(page).first()).toContainText('601');
    const words = mbppText(601).toUpperCase().split(' ').slice(-4).reverse().join(' ');
    await search.fill(words);
    await expect(count(page)).toHaveText(/^\d of 973 tasks fit$/);
    await search.fill('no such words');
    await expect(page.getByText('has “no such words” in its text or number')).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'tasks-empty');
    await page.getByRole('button', { name: 'Clear the search' }).click();

    // Counted by hand from the recording: 286 tasks that nobody solves, 88 that only GPT-4 does.
    await page.getByLabel('Solved by').selectOption('no model (286)');
    await expect(count(page)).toHaveText('286 of 973 tasks fit');
    await page.getByLabel('Solved by').selectOption('only GPT-4 (88)');
    await expect(count(page)).toHaveText('88 of 973 tasks fit');
    await page.getByLabel('Level').selectOption('0 (343)');
    await expect(count(page)).toHaveText('0 of 973 tasks fit');
    await page.getByRole('button', { name: 'Show all tasks' }).click();
    await page.getByRole('checkbox', { name: 'an answer that would be accepted is wrong' }).check();
    await expect(count(page)).toHaveText('90 of 973 tasks fit');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(count(page)).toHaveText('973 tasks');
  });

  test('is walked through by keyboard, and the choice stands in the address', async ({ page }) => {
    await page.goto('./#/tasks');
    await page.getByRole('searchbox').press('ArrowDown');
    await expect(list(page)).toBeFocused();
    const activeText = () =>
      list(page).evaluate(
        (box) => document.getElementById(box.getAttribute('aria-activedescendant')!)!.innerText,
      );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(heading(page)).toHaveText('Task 3');
    await expect(page).toHaveURL(/#\/experiments\/mbpp\/tasks\/3$/);
    await page.keyboard.press('ArrowUp');
    await expect(heading(page)).toHaveText('Task 2');
    await expect(list(page)).toBeFocused();
    expect(await activeText()).toContain('2');
    await expect(selected(page)).toHaveCount(1);
    await page.keyboard.press('End');
    await expect(heading(page)).toHaveText('Task 974');
    await expect(selected(page)).toBeInViewport();
    await expect(selected(page)).toHaveAttribute('aria-posinset', '973');
    await expect(page).toHaveURL(/tasks\/974$/);
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Choose a task' })).toBeVisible();

    await page.goForward();
    await detail(page).getByRole('button', { name: 'Previous task: 973' }).click();
    await expect(heading(page)).toHaveText('Task 973');
    await detail(page).getByRole('button', { name: 'Next task: 974' }).click();
    const next = detail(page).getByRole('button', { name: 'Next task' });
    await expect(next).toHaveAttribute('aria-disabled', 'true');
    await next.click({ force: true });
    await expect(heading(page)).toHaveText('Task 974');
    await expectAccessible(page);
  });

  test('shows the chosen task in the list, wherever in it that stands', async ({ page }) => {
    for (const task of ['1', '500', '974']) {
      await page.goto(`./#/experiments/mbpp/tasks/${task}`);
      await page.reload();
      await expect(selected(page)).toContainText(task);
      // But for a part of a pixel.
      await expect(selected(page)).toBeInViewport({ ratio: 0.98 });
    }
  });

  test('begins with tasks worth a look', async ({ page }) => {
    await page.goto('./#/tasks');
    await page.getByRole('button', { name: '67 tasks that others solve, and GPT-4 doesn’t' }).click();
    await expect(count(page)).toHaveText('67 of 973 tasks fit');
    await expect(heading(page)).toHaveText('Task 2');
  });

  test('gives way to the task on a narrow screen, and comes back', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('./#/experiments/mbpp/tasks');
    await expect(ready(page)).toBeVisible();
    await expectAccessible(page);
    await options(page).nth(3).click();
    await expect(heading(page)).toBeFocused();
    await expect(list(page)).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await detail(page).getByRole('link', { name: 'All tasks' }).click();
    await expect(list(page)).toBeFocused();
    await expect(list(page).getByRole('option').nth(3)).toBeInViewport();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText('Task 5');
    await page.goBack();
    await expect(list(page)).toBeVisible();
    await expect(page).toHaveURL(/#\/experiments\/mbpp\/tasks$/);
  });

  test('answers to typing at once', async ({ page }) => {
    await page.goto('./#/tasks');
    await expect(ready(page)).toBeVisible();
    const times = await page.getByRole('searchbox').evaluate(async (input: HTMLInputElement) => {
      const spent: number[] = [];
      for (const text of ['l', 'li', 'lis', 'list', 'list o', 'list of', 'list', 'li', '', '7', '']) {
        const begin = performance.now();
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        // After Svelte's own microtask, and a layout of what it changed.
        await Promise.resolve().then(() => document.body.offsetHeight);
        spent.push(performance.now() - begin);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return spent.sort((a, b) => a - b);
    });
    await expect(count(page)).toHaveText('973 tasks');
    expect(times[times.length >> 1]).toBeLessThan(50);
  });
});

test.describe('one task', () => {
  test.use({ isStudied: true });

  test('is opened by its address, whatever its name', async ({ page, useDatasets }) => {
    await useDatasets('humaneval');
    await page.goto('./#/experiments/humaneval/tasks/HumanEval%2F1');
    await expect(heading(page)).toHaveText('Task HumanEval/1');
    await expect(selected(page)).toBeInViewport();
    await expect(text(page)).toContainText('def separate_paren_groups');
    await expect(detail(page)).toContainText('Level 3, because x₃ = 5 ≥ 5');
    await detail(page).getByText('How the rule was tried').click();
    await expect(detail(page)).toContainText('x₁ = 0 < 5; x₁ + x₂ = 3 < 7');
    expect(await cellsOf(trials(page))).toEqual([
      ['Code Llama 7B', expect.stringContaining('0 of 5')],
      ['GPT-3.5', expect.stringMatching(/trial 3 passed, trial 4 failed.*3 of 5/s)],
      ['GPT-4o', expect.stringContaining('5 of 5')],
    ]);
    await expect(predicted(page)).toBeVisible({ timeout: 120_000 });
    await expectAccessible(page);
    await screenshot(page, 'tasks-humaneval');
  });

  test('that there isn’t: says so, and leads back', async ({ page, useDatasets }) => {
    await useDatasets('mbpp');
    await page.goto('./#/experiments/mbpp/tasks/440');
    await expect(page.getByText('The dataset has one')).toBeVisible();
    await page.goto('./#/experiments/mbpp/tasks/99999');
    await expect(heading(page)).toHaveText('There is no task 99999 here');
    await expectAccessible(page);
    await detail(page).getByRole('link', { name: 'See all tasks' }).click();
    await expect(page).toHaveURL(/#\/experiments\/mbpp\/tasks$/);
    await expect(page.getByRole('heading', { name: 'Choose a task' })).toBeVisible();
  });

  test('is kept in view where another recording has it too', async ({ page, useDatasets }) => {
    await useDatasets('mbpp');
    await page.goto('./#/tasks');
    await options(page).nth(3).click();
    const recordings = page.getByLabel('Recorded answers');
    await recordings.selectOption('mbpp-as-recorded');
    await expect(page.getByText('verdicts of the authors’ own harness')).toBeVisible();
    await expect(heading(page)).toHaveText('Task 4');
    await expect(trials(page)).toContainText('verdict only');
    await expect(page.getByRole('checkbox', { name: 'would be accepted' })).toBeHidden();
  });

  test('that no model solves is explained, and predicted all the same', async ({ page, useDatasets }) => {
    await useDatasets('mbpp');
    await page.goto('./#/experiments/mbpp/tasks/13');
    await expect(detail(page)).toContainText('No label: no model solved it. It is not kept');
    await expect(page.getByText('learnt from 973')).toBeVisible({ timeout: 120_000 });
  });
});

test.describe('replay', () => {
  test.use({ isStudied: true });

  test.beforeEach(async ({ useDatasets }) => useDatasets('mbpp', 'humaneval'));

  // Verdicts of the recording, cheapest model first, and what the ladder then pays of 1, 10 and 100.
  const known = [
    {
      task: 3,
      verdicts: '111, 111, 111',
      outcome: 'Right with Code Llama 7B’s answer, for 1 instead of 100',
    },
    { task: 4, verdicts: '000, 111, 111', outcome: 'Right with GPT-3.5’s answer, for 11 instead of 100' },
    { task: 1, verdicts: '000, 000, 111', outcome: 'Right with GPT-4’s answer, for 111 instead of 100' },
    {
      task: 36,
      verdicts: '000, 110, 111',
      outcome: 'Wrong (the visible assertion passes, a hidden one fails)',
    },
    { task: 20, verdicts: '011, 011, 111', outcome: 'Right with GPT-4’s answer, for 111 instead of 100' },
    { task: 13, verdicts: '000, 000, 000', outcome: 'No answer is handed over, for 111 instead of 100' },
  ];

  test('the ladder pays what the recording says', async ({ page }) => {
    await page.goto('./#/experiments/mbpp/tasks/2');
    await detail(page).getByRole('button', { name: 'Show all' }).click();
    for (const { task, verdicts, outcome } of known) {
      await page.goto(`./#/experiments/mbpp/tasks/${task}`);
      await expect(heading(page)).toHaveText(`Task ${task}`);
      await expect(said(page), verdicts).toContainText(outcome);
    }
    await page.getByRole('radio', { name: 'Perfect knowledge' }).check();
    await expect(said(page)).toContainText('No answer is handed over, for 0 instead of 100 units');
    await page.getByRole('radio', { name: 'Always GPT-4' }).check();
    await expect(said(page)).toContainText('Wrong with GPT-4’s answer, for 100 units');
  });

  test('goes step by step, and shows no more than the router has seen', async ({ page }) => {
    await page.goto('./#/experiments/mbpp/tasks/36');
    const step = detail(page).getByRole('button', { name: 'Step' });
    const paid = page.getByRole('definition').first();
    const rows = tries(page).getByRole('listitem');
    await expect(page.getByRole('button', { name: 'Play' })).toBeHidden();
    await step.click();
    await expect(said(page)).toHaveText('Code Llama 7B answers, for 1 unit.');
    await expect(paid).toHaveText('1 unit');
    await step.click();
    await expect(said(page)).toHaveText('The visible assertion fails: on to GPT-3.5.');
    await expect(rows.nth(0)).toContainText('fails the visible assertion');
    await step.click();
    await expect(paid).toHaveText('11 units');
    await step.click();
    await expect(rows.nth(1)).toContainText('passes the visible assertion');
    await expect(rows.nth(2)).toContainText('not asked yet');
    await step.click();
    await expect(rows.nth(1)).toContainText('accepted: wrong');
    await expect(said(page)).toContainText('GPT-4 at once would have been right.');
    await detail(page).getByRole('button', { name: 'Start over' }).click();
    await expect(paid).toHaveText('0 units');
  });

  test('plays by itself where motion is welcome', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.goto('./#/experiments/mbpp/tasks/3');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(said(page)).toContainText('for 1 instead of 100 units');
  });

  test('draws from several trials, and says what checking with the verdict means', async ({ page }) => {
    await page.goto('./#/experiments/humaneval/tasks/HumanEval%2F10');
    await expect(detail(page).getByText('“perfect verifier”')).toBeVisible();
    await detail(page).getByRole('button', { name: 'Show all' }).click();
    await expect(tries(page)).toContainText(/trial [1-5] of 5/);
    // By hand, of 3, 0 and 4 successes in 5: 1 - 2/5 x 1/5 right; 1 + 2/5 x (10 + 100) units.
    await expect(said(page)).toContainText(/right in 92\s%, for 45 units on average/);
    const first = await tries(page).innerText();
    await expect(async () => {
      await page.getByRole('button', { name: 'Draw again' }).click();
      expect(await tries(page).innerText()).not.toBe(first);
    }).toPass();
  });
});
