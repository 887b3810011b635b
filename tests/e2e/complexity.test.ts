import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { keepExperiment } from '../support/kept-experiment';
import { remote } from '../support/live-runs';
import { screenshot } from '../support/screenshot';

const compared = { timeout: 120_000 };

test.describe('with the study kept', () => {
  test.use({ isStudied: true });

  test(
    'complexity models are compared, on one split too; luck and labels from one trial are shown',
    { tag: '@long' },
    async ({ page }) => {
      await page.goto('./#/experiments/humaneval/labels');
      await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'Complexity' }).click();
      await expect(page.getByText(/^Comparing complexity models/)).toBeVisible();
      const table = page.getByRole('region', { name: 'Complexity models compared' });
      await expect(table.getByRole('row', { name: /TF-IDF and logistic regression/ })).toBeVisible(compared);
      // HumanEval’s 162 tasks tell nothing that the frequencies don’t, and the page doesn’t claim it.
      await expect(page.getByText('no complexity model is shown to beat')).toBeVisible();
      await expect(table.getByRole('row', { name: /Majority class/ })).toContainText('48.8');
      await table.getByRole('button', { name: 'Ordinal regression' }).click();
      await expect(
        page.getByRole('region', { name: 'Confusion matrix of Ordinal regression' }),
      ).toBeVisible();
      await expect(page.getByRole('img', { name: /How often Ordinal regression is right/ })).toBeVisible();
      await page.getByRole('radio', { name: /on one split/ }).check();
      await expect(page.getByText(/one split, 130 tasks to train on and 32 to test on/)).toHaveCount(2);

      // What is the same by construction isn’t found to differ; what is right on some levels only, is.
      const parts = page.getByRole('region', { name: 'Levels of test and training tasks' });
      await expect(parts.getByRole('columnheader', { name: 'Test 32 tasks' })).toBeVisible();
      await table.getByRole('button', { name: 'Majority class' }).click();
      await expect(page.getByText(/100.0\s% of one group would have to change level/)).toBeVisible();

      await page.getByRole('button', { name: 'Draw 200 splits' }).click();
      await expect(page.getByRole('img', { name: 'Accuracy on 200 splits' })).toBeVisible(compared);
      await page.getByRole('button', { name: 'Draw the learning curve' }).click();
      const curve = page.getByRole('figure').filter({ hasText: 'What more tasks to learn from would bring' });
      await expect(curve.getByRole('img', { name: 'from 20 to 129 training tasks' })).toBeVisible(compared);
      await curve.getByRole('button', { name: 'Table' }).click();
      await expect(curve.getByRole('row')).toHaveCount(9);
      await page.getByRole('button', { name: 'Compare one trial with all' }).click();
      await expect(page.getByRole('row', { name: /difference, paired/ })).toBeVisible(compared);
      await expectAccessible(page);
      await screenshot(page, 'complexity');
    },
  );
});

test('a model is trained, named, used on another experiment, saved and brought in', async ({ page }) => {
  const settings = { connections: [], models: [remote('small', 1)] };
  await keepExperiment(page, 'one', settings);
  await keepExperiment(page, 'half', settings, { from: 0, to: 20 });
  await keepExperiment(page, 'other-half', settings, { from: 20, to: 40 });
  await page.goto('./#/experiments/one/complexity');
  await expect(page.getByText('None yet.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('Level frequencies');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await page.getByRole('button', { name: 'Train and keep it' }).click();
  await expect(page.getByText('“Mine” learnt from 40 tasks, and is kept.')).toBeVisible();
  await page.getByRole('button', { name: 'Rename Mine' }).click();
  await page.getByRole('textbox', { name: 'New name of Mine' }).fill('Frequencies');
  await page.keyboard.press('Enter');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save Frequencies as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('frequencies.model.json');
  const file = await readFile(await download.path());

  // Draws of a model that was asked elsewhere.
  const lines = (...rows: unknown[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
  const draws = page.getByLabel('File of draws');
  await draws.setInputFiles({
    name: 'd.jsonl',
    mimeType: '',
    buffer: lines({ task: 'a', level: 9, draws: [1] }),
  });
  await expect(page.getByText(/line 1: level: expected a whole number from 1 to 5/)).toBeVisible();
  const buffer = lines(
    { task: 'a', level: 2, draws: [1, 2, 2, 1, 3] },
    { task: 'b', level: 5, draws: [1, 7, 1, 'x', 1] },
  );
  await draws.setInputFiles({ name: 'd.jsonl', mimeType: '', buffer });
  const scores = page.getByRole('region', { name: 'Scores of the draws' });
  await expect(scores.getByRole('row', { name: /Rounded mean/ })).toContainText('50.0');
  await expect(
    page.getByText('1 outside the levels and 1 that are no number are counted as wrong.'),
  ).toBeVisible();

  await page.goto('./#/experiments/half/complexity');
  await page.getByRole('button', { name: 'Use Frequencies here' }).click();
  // The very same tasks: what it says of them proves nothing, and the page says so.
  await expect(
    page.getByText(/“Frequencies” isn’t in the comparison. It was trained on 4 of the 4 test tasks/),
  ).toBeVisible();

  // Of other tasks it may speak, and stands beside those that are trained there.
  await page.getByRole('textbox', { name: 'Name' }).fill('From one half');
  await page.getByRole('button', { name: 'Train and keep it' }).click();
  await expect(page.getByText('“From one half” learnt from 20 tasks, and is kept.')).toBeVisible();
  await page.goto('./#/experiments/other-half/complexity');
  await page.getByRole('button', { name: 'Use From one half here' }).click();
  const compared = page.getByRole('region', { name: 'Complexity models compared' });
  await expect(compared.getByRole('row', { name: /From one half/ })).toContainText(' %');
  await expect(page.getByText(/one split, 16 tasks to train on and 4 to test on/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Delete From one half' }).click();

  await page.getByRole('button', { name: 'Delete Frequencies' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();
  const input = page.getByLabel('Bring one in from a file');
  await input.setInputFiles({
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"x"}'),
  });
  await expect(page.getByRole('alert')).toContainText('no complexity model of this app');
  await input.setInputFiles({ name: 'm.json', mimeType: 'application/json', buffer: file });
  await expect(page.getByRole('button', { name: 'Use Frequencies here' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Use Frequencies here' })).toBeVisible();
});
