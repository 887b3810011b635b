import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';

test.use({ isStudied: true });

test('another rule is written on an experiment’s own tasks, and studied', async ({ page }) => {
  await page.goto('./#/experiments/humaneval/labels');
  await page.getByText('Try another rule').click();
  const editor = page.locator('details', { hasText: 'Try another rule' });
  const condition = (level: number) => editor.getByRole('textbox', { name: `Level ${level}` });
  await expect(condition(1)).toHaveValue('x1 == M or x1 + x2 >= 7');
  await expect(editor.getByText('79 of 162 tasks')).toBeVisible();

  // What is mistyped is named at its place, and nothing can be kept.
  await condition(1).fill('x1 == M or x9 > 1');
  await expect(condition(1)).toHaveAccessibleDescription(/Character 12: expected x1 to x3, got “x9”/);
  await expect(editor.getByRole('button', { name: 'Study it' })).toBeDisabled();
  await expectAccessible(page);
  await screenshot(page, 'rule-problem');

  // A level that nothing reaches is said to be one.
  await condition(1).fill('x1 >= 0.2 * M');
  await condition(2).fill('x1 = M');
  await expect(
    editor.getByText('Never reached: whatever meets this has gone to a level above.'),
  ).toBeVisible();
  await editor.getByRole('button', { name: 'Remove level 2' }).click();
  await expect(editor.getByText('Never reached')).toHaveCount(0);
  await expect(editor.getByRole('status').first()).toContainText('216 possible outcomes');

  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await screenshot(page, 'rule-narrow');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await editor.getByRole('button', { name: 'Study it' }).click();
  await editor.getByRole('link', { name: 'Open the experiment with this rule' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('another rule');
  await expect(page.locator('main ol').first()).toContainText('if x1 >= 0.2 * M');
});
