import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';
import { cellsOf } from '../support/table';

const studied = 'studied in your browser';

test('labels: real counts flow into levels, and the rule can be tried', async ({ page }) => {
  await page.goto('./#/experiments/humaneval/labels');
  const figure = page.getByRole('img', { name: 'From tasks through trials to levels' });
  await expect(figure).toContainText('820 trials, 378 pass');
  await expect(figure).toContainText(/Level 1\s*79/);
  const rule = page.locator('.try');
  await expect(rule).toContainText('Level 2, sent to Code Llama 7B');
  await rule.getByLabel('Code Llama 7B').fill('2');
  await expect(rule).toContainText('Level 1, sent to Code Llama 7B');
  for (const model of ['Code Llama 7B', 'GPT-3.5', 'GPT-4o']) await rule.getByLabel(model).fill('0');
  await expect(rule).toContainText('the task is dropped');
  await expectAccessible(page);
  await screenshot(page, 'labels');
});

test.describe('with the study kept', () => {
  test.use({ isStudied: true });

  test('savings: the paper’s formula, the policies, and costs that can be changed', async ({ page }) => {
    await page.goto('./#/experiments/mbpp/savings');
    await expect(page.getByText(studied)).toBeVisible({ timeout: 120_000 });
    const formula = page.getByRole('region', { name: 'The savings formula' });
    await expect(formula).toContainText('0.67 × 1 + 0.27 × 10 + 0.06 × 100 = 9.37');
    await expect(formula).toContainText('= 9.55');
    await expect(formula).toContainText('0.906');

    const policies = page.getByRole('region', { name: 'Policies' });
    const ladderCost = async () => {
      const row = (await cellsOf(policies.getByRole('table'))).find(([name]) => name.startsWith('Ladder'))!;
      return Number.parseFloat(row[2]);
    };
    expect(await ladderCost()).toBeCloseTo(16.8, 1);
    await page.getByRole('radio', { name: '1 : 10 : 150 (prices of Table 1)' }).check();
    await expect.poll(ladderCost).toBeCloseTo(22.4, 1);
    await expect(page.getByText(studied)).toBeVisible({ timeout: 120_000 });

    await page.getByRole('spinbutton', { name: 'GPT-3.5' }).fill('200');
    await page.getByRole('spinbutton', { name: 'GPT-3.5' }).press('Tab');
    await expect(page.getByRole('alert')).toContainText('each must cost more');

    await policies.getByRole('button', { name: 'Right' }).click();
    await expect(policies.getByRole('columnheader', { name: 'Right' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    const accuracies = (await cellsOf(policies.getByRole('table'))).map((row) => Number.parseFloat(row[1]));
    expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a));
    await expectAccessible(page);
    await screenshot(page, 'savings');
  });
});

test('savings on five trials says where the paper’s assignment loses', async ({ page }) => {
  await page.goto('./#/experiments/humaneval/savings');
  await expect(page.getByText('is right on 54.8')).toContainText('at a cost of 4.06');
  await expect(page.getByText('gets 89.1')).toContainText('at 36.2');
});

test('the list of experiments leads to each', async ({ page }) => {
  await page.goto('./#/experiments');
  await expect(page.getByRole('heading', { name: 'Recorded' })).toBeVisible();
  await expect(page.getByText('None yet.')).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, 'experiments');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'HumanEval' })
    .getByRole('link', { name: 'Labels' })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('HumanEval, five trials');
});

for (const [path, text] of [
  ['#/nowhere', 'There is no such page'],
  ['#/experiments/nothing/labels', 'There is no such experiment'],
  ['#/experiments/mbpp/nothing', 'There is no such part of an experiment'],
]) {
  test(`an unknown address says so and leads back: ${path}`, async ({ page }) => {
    await page.goto(`./${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
    await expectAccessible(page);
    await page.locator('main .button').click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(text);
  });
}

test('without IndexedDB everything works, and the page says that nothing is kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('./');
  await expect(page.getByText('Nothing is kept after you close this page')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Ladder' })).toBeVisible();
  await expectAccessible(page);
});
