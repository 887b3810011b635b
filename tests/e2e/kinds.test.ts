import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { keepExperiment } from '../support/kept-experiment';
import { standInSettings } from '../support/live-page/experiment';
import { screenshot } from '../support/screenshot';
import { type StandIn, standIn } from '../support/stand-in/server';

let server: StandIn;
const sums = [
  [2, 3],
  [700, 550],
  [4, 9],
  [11, 30],
];
const question = ([a, b]: number[]) => `What is "${a} plus ${b}", in figures?`;

test.beforeEach(async ({ guard }) => {
  server = await standIn({
    // The small model adds right where the first number is even; the large one always.
    script: ({ model, prompt }) => {
      const sum = sums.find((one) => prompt.includes(question(one)))!;
      const right = sum[0] + sum[1];
      const said = model === 'large' || sum[0] % 2 === 0 ? right : right + 1;
      return `First I look at both.\n#### ${said.toLocaleString('en')}`;
    },
  });
  guard.allowRequests(server.baseUrl);
});
test.afterEach(() => server.close());

test('a table of one’s own is labelled by a rule of one’s own, without Python', async ({ page }) => {
  const python: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('pyodide')) python.push(request.url());
  });
  await keepExperiment(page, 'kept', standInSettings(server.baseUrl));
  await page.goto('./#/experiments/new');
  await page.getByLabel('Set', { exact: true }).selectOption('own');
  const file = page.getByLabel('File of tasks');
  const upload = (name: string, text: string) =>
    file.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await upload('bad.csv', 'question,answer\n"open,1\n');
  await expect(page.getByRole('alert').first()).toContainText('Quoted field unterminated');
  const rows = sums.map((sum) => `"${question(sum).replaceAll('"', '""')}","${sum[0] + sum[1]}"`);
  await upload('sums.csv', `\uFEFFquestion,answer\r\n${rows.join('\r\n')}\r\n`);
  await expect(page.getByText('All 4 rows are tasks.')).toBeVisible();
  await expect(page.getByLabel('Kind of task')).toHaveValue('number');
  await expect(page.getByRole('region', { name: 'The first rows as tasks' })).toContainText('"2 plus 3"');

  await page.getByLabel('small').check();
  await page.getByLabel('large').check();
  await page.getByLabel(/^Trials a model/).fill('3');
  await page.getByLabel('Labelling rule').selectOption('A rule of your own');
  await page.getByRole('textbox', { name: 'Level 1' }).fill('x1 >= 0.6 * M');
  await page.getByRole('textbox', { name: 'Level 2' }).fill('x2 > 5');
  await expect(page.getByText('Never reached: no outcome meets this.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Level 2' }).fill('x2 = M');
  await expect(page.getByText('Never reached')).toHaveCount(0);
  await expectAccessible(page);
  await screenshot(page, 'kinds-new');
  await page.getByRole('button', { name: 'Set it up' }).click();

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('Done: every label is decided.')).toBeVisible({ timeout: 60_000 });
  const levels = page.getByRole('listitem').filter({ hasText: /^Level \d/ });
  await expect(levels.nth(0)).toHaveText(/Level 1\s*3/);
  await expect(levels.nth(1)).toHaveText(/Level 2\s*1/);
  // Two passes of three settle level 1: asking lazily ends there.
  const asked = page.getByRole('region', { name: 'Trials by task and model' });
  await asked.getByRole('row').nth(2).getByRole('button').click();
  await page.getByText(/^small, trial 1: Pass/).click();
  await expect(page.getByRole('region', { name: 'What was read from it' })).toHaveText('1,250');
  expect(python).toEqual([]);

  // The rule is changed: no model is asked again for what is known.
  const before = server.asked.length;
  await page.getByText('Change trials, rule or judging').click();
  await page.getByRole('textbox', { name: 'Level 1' }).fill('x1 >= 1');
  await page.getByRole('button', { name: 'Remove level 2' }).click();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByText('Changed: labels follow')).toBeVisible();
  await expect(levels.nth(1)).toHaveText(/Level 2\s*1/);
  await expect(levels).toHaveCount(2);
  expect(server.asked.length).toBe(before);
  await expectAccessible(page);
  await screenshot(page, 'kinds-run');
});
