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
  await page.getByRole('combobox', { name: 'Set', exact: true }).selectOption('own');
  const file = page.getByLabel('File of tasks');
  const upload = (name: string, text: string) =>
    file.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await upload('bad.csv', 'question,answer\n"open,1\n');
  await expect(page.getByRole('alert').first()).toContainText('Quoted field unterminated');
  const rows = sums.map((sum) => `"${question(sum).replaceAll('"', '""')}","${sum[0] + sum[1]}"`);
  await upload('sums.csv', `\uFEFFquestion,answer\r\n${rows.join('\r\n')}\r\n`);
  await expect(page.getByText('All 4 rows are tasks.')).toBeVisible();
  await expect(page.getByLabel('Kind of task')).toHaveValue('number');
  // A test would be the answer itself.
  await expect(page.getByLabel('Tests that the prompt shows')).toHaveCount(0);
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
  const levels = page.getByRole('listitem').filter({ hasText: /^\s*Level \d\s*\d+ tasks?\s*$/ });
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

/** An outcomes file: in one set the small model solves nearly all, in the other nearly none. */
function outcomes(dataset: string, ids: readonly string[]): string {
  const models = [
    { id: 'small', name: 'Ant', unitCost: 1 },
    { id: 'large', name: 'Bear', unitCost: 10 },
  ];
  const header = { format: 'complexitynet-outcomes', version: 1, name: `Of ${dataset}`, dataset, models };
  const rows = ids.map((task, i) => {
    const isEasy = task.startsWith('mmlu') ? i % 8 === 0 : i % 8 !== 0;
    const prompt = `Task ${task} with ${isEasy ? 'little' : 'much'} to do`;
    return { task, prompt, outcomes: { small: [isEasy ? '1' : '0', '1'], large: ['1', '1'] } };
  });
  const rule = {
    name: 'Always or not',
    levels: [
      { level: 1, when: 'x1 == M', model: 'small' },
      { level: 2, model: 'large' },
    ],
  };
  return [{ ...header, visibleTests: 1, rule }, ...rows].map((line) => JSON.stringify(line)).join('\n');
}

test('a mix is shown set by set, and labels are compared with another experiment’s', async ({ page }) => {
  await page.goto('./#/experiments');
  const bring = page.getByRole('region', { name: 'Bring one in' });
  const give = async (dataset: string, ids: readonly string[]) => {
    const buffer = Buffer.from(outcomes(dataset, ids));
    await bring.getByLabel(/^File/).setInputFiles({ name: `${dataset}.jsonl`, mimeType: '', buffer });
    await bring.getByRole('button', { name: 'Bring it in', exact: true }).click();
    await expect(bring.getByRole('link', { name: 'Open it' })).toBeVisible();
  };
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
  await give('gsm8k', upTo(20).map(String));
  await give('mixed', [...upTo(24).map((i) => `gsm8k:${i}`), ...upTo(24).map((i) => `mmlu:${i}`)]);
  await bring.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Of mixed' })).toBeVisible();

  const table = page.getByRole('region', { name: 'Results by set of tasks' });
  await expect(table.getByRole('row')).toHaveCount(6);
  await expect(table.getByRole('row', { name: /GSM8K/ })).toContainText('24');
  await expect(table.getByRole('row', { name: /Knows the set alone/ })).toContainText('87.5 %');
  await expect(page.getByText(/more often than that/)).toBeVisible();

  await page.getByLabel('Compare with').selectOption('Of gsm8k');
  await expect(page.getByText('Both label 20 of 20 tasks')).toContainText('100.0 %');
  await expectAccessible(page);
  await screenshot(page, 'kinds-mixed');
});
