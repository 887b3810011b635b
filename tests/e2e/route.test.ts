import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { allTasks } from '../../src/datasets/starter/all';
import type { LiveModel } from '../../src/lab/live-model';
import type { RouterFile } from '../../src/router/file';
import { expectFits } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { tableModel } from '../support/gguf/table-model';
import { keepExperiment } from '../support/kept-experiment';
import { remote } from '../support/live-runs';
import { recorded } from '../support/recorded';
import { routerFile } from '../support/router-file';
import { screenshot } from '../support/screenshot';
import { promptOf, usageOf } from '../support/stand-in/generation';
import { type StandIn, standIn } from '../support/stand-in/server';

const task = allTasks.find(({ id }) => id === 'starter/6') as (typeof allTasks)[number];
const fenced = (code: string) => `\`\`\`python\n${code}\n\`\`\``;
const nothing = fenced(`def ${/assert (\w+)/.exec(task.tests[0])![1]}(*given):\n    return None`);
const right = fenced(task.reference);

// A token costs a cent or more, so that what is shown to the cent is told apart.
const priced = (id: string, tier: LiveModel['tier'], perToken: number): LiveModel => ({
  ...remote(id, perToken),
  tier,
  price: { input: perToken * 1e6, output: perToken * 1e6 },
});
const models = [priced('small', 'small', 0.01), priced('mid', 'mid', 0.1), priced('large', 'large', 1)];
const perToken: Record<string, number> = { small: 0.01, mid: 0.1, large: 1 };

let server: StandIn;

// Python starts anew for each test that judges.
test.setTimeout(300_000);
const judged = { timeout: 120_000 };

test.beforeEach(async ({ guard }) => {
  server = await standIn({ script: ({ model }) => (model === 'small' ? nothing : right) });
  guard.allowRequests(server.baseUrl);
  guard.allowProblem(/Failed to load resource/);
});
test.afterEach(() => server.close());

const settings = (own: LiveModel[]) => ({
  connections: [
    { id: 'c', name: 'Stand-in', baseUrl: server.baseUrl, needsKey: false, software: 'other' as const },
  ],
  models: own,
});

async function bringIn(page: Page, file: RouterFile | string): Promise<void> {
  const body = typeof file === 'string' ? file : JSON.stringify(file);
  const buffer = Buffer.from(body);
  await page
    .getByLabel(/or take one from a file/)
    .setInputFiles({ name: 'router.json', mimeType: 'application/json', buffer });
}

const plan = (page: Page) => page.getByRole('region', { name: 'The plan' });
const running = (page: Page) => page.getByRole('region', { name: 'Routing it' });
const routeIt = (page: Page) => page.getByRole('button', { name: 'Route it' });
const tally = (page: Page) => page.getByRole('region', { name: 'So far' });
const fill = async (page: Page, prompt: string, tests: string) => {
  await page.getByLabel('What is to be written').fill(prompt);
  await page.getByLabel('Tests', { exact: true }).fill(tests);
};
/** Dollars as the page shows them. */
const dollars = (value: number) => `$${value.toFixed(value >= 1 ? 2 : 4)}`;

/** What the last answers of the server cost, by its own account. */
function spent(count: number): { model: string; dollars: number; usage: ReturnType<typeof usageOf> }[] {
  return server.asked.slice(-count).map(({ body }) => {
    const asked = JSON.parse(body) as Record<string, unknown>;
    const model = String(asked.model);
    const text = model === 'small' ? nothing : right;
    const tokens = text.match(/\s*\S{1,4}/g)!;
    const usage = usageOf(promptOf(asked), [{ text, tokens, finish: 'stop' }]);
    return { model, usage, dollars: usage.total_tokens * perToken[model] };
  });
}

test('a wrong answer is judged, a larger model is asked, its right one accepted; cost and saving to the cent', async ({
  page,
}) => {
  await keepExperiment(page, 'labelled', settings(models), { from: 0, to: 5 });
  await page.goto('./#/route');
  await bringIn(page, '{"format": "something else"}');
  await expect(page.getByRole('alert').filter({ hasText: 'no router of this app' })).toBeVisible();
  await bringIn(page, routerFile());
  await page.getByRole('radio', { name: 'a starter task' }).check();
  await page.getByRole('combobox', { name: 'Starter task' }).selectOption({ label: task.title });
  await expect(plan(page)).toContainText('Ask Small. If the visible test fails, ask Mid, then Large.');
  await expect(plan(page)).toContainText('Most likely level 0');
  await page.getByRole('radio', { name: 'dollars per task' }).check();
  await page.getByLabel('Budget per task, $').fill('0');
  await expect(plan(page).getByRole('alert')).toHaveText('Both are numbers above 0.');
  await page.getByRole('radio', { name: 'cheapest to best' }).check();
  await page.getByLabel('From cheapest to best').press('Home');
  await expect(plan(page)).toContainText('45.0');
  await page.getByLabel('From cheapest to best').press('End');
  await expectFits(page, 'route, before');
  await screenshot(page, 'route-before');

  server.settings.pieceDelay = 30;
  await routeIt(page).click();
  await expect(page.getByRole('region', { name: 'The answer so far' })).toBeVisible(judged);
  await expect(running(page)).toContainText('mid’s answer is accepted', judged);
  await expect(running(page)).toContainText('It is right: the');
  server.settings.pieceDelay = 0;
  const [small, mid] = spent(2);
  expect([small.model, mid.model]).toEqual(['small', 'mid']);
  const paid = small.dollars + mid.dollars;
  const atOnce = mid.usage.total_tokens * perToken.large;
  await expect(running(page)).toContainText(`11 units, ${dollars(paid)}`);
  await expect(running(page)).toContainText(`100 units, ${dollars(atOnce)}`);
  await expect(running(page)).toContainText(`89 units, ${dollars(atOnce - paid)}`);
  await expect(tally(page)).toContainText(dollars(atOnce - paid));
  const download = page.waitForEvent('download');
  await running(page).getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.py$/);
  await expectFits(page, 'route, accepted');
  await screenshot(page, 'route-accepted');

  // It goes into the experiment that has these tasks, and into a new one.
  await running(page).getByRole('button', { name: 'Keep it' }).click();
  await expect(running(page)).toContainText('All 2 answers are kept in Invented labels');
  await routeIt(page).click();
  await expect(running(page)).toContainText('is accepted', judged);
  await page.getByLabel(/keep this task in/).selectOption({ label: 'a new experiment, “Routed tasks”' });
  await running(page).getByRole('button', { name: 'Keep it' }).click();
  await running(page).getByRole('link', { name: 'Routed tasks' }).click();
  await expect(page.getByRole('heading', { name: 'Routed tasks' })).toBeVisible();
  await page.goBack();
  await expect(tally(page)).toContainText('2 with an accepted answer');
  await page.reload();
  await expect(tally(page)).toContainText('2 with an accepted answer');
});

test('bad input, models that can’t be asked, answers that all fail, stops', async ({ page }) => {
  await keepExperiment(page, 'labelled', settings(models), { from: 0, to: 5 });
  await page.goto('./#/route');
  await bringIn(page, routerFile());
  const tests = 'assert double(2) == 4\nassert double(3) == 6';

  await fill(page, '', tests);
  await expect(page.getByText('the task has no text')).toBeVisible();
  await expect(routeIt(page)).toBeDisabled();
  await fill(page, 'x'.repeat(100_000), tests);
  await expect(page.getByText(/The text has 100\skB/)).toBeVisible();
  await expect(routeIt(page)).toBeDisabled();
  await fill(page, 'Write a function `triple` that doubles.', tests);
  await expect(page.getByText('The text speaks of triple, the tests call double.')).toBeVisible();

  // Tests that aren't Python cost nothing.
  await fill(page, 'Write a function that doubles a number.', 'assert double(2) == = 4');
  await routeIt(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The tests can’t be run.' })).toBeVisible(judged);
  expect(server.asked).toHaveLength(0);

  // All fail: the best attempt, and that it failed.
  const half = fenced('def double(x):\n    return 4');
  server.settings.script = ({ model }) => (model === 'mid' ? half : fenced('def double(x):\n    return 0'));
  await fill(page, 'Write a function that doubles a number.', tests);
  await routeIt(page).click();
  await expect(running(page)).toContainText('No answer passed', judged);
  await expect(running(page)).toContainText('The best of them is mid’s: 1 of 2 tests held. It failed');
  await screenshot(page, 'route-failed');

  // One can't be asked: the plan goes round it.
  server.settings.script = () => fenced('def double(x):\n    return 2 * x');
  server.fail('no-model', { times: 1 });
  await routeIt(page).click();
  await expect(running(page)).toContainText('can’t be asked: the plan goes round it', judged);
  await expect(running(page)).toContainText('mid’s answer is accepted', judged);
  await expect(running(page)).toContainText('All 2 tests hold.');
  await screenshot(page, 'route-around');
  await page.getByLabel('Asked in place of Small').selectOption({ label: 'none' });
  await expect(plan(page)).toContainText('Left out: Small, as none of your models stands in.');

  // Without tests nothing is checked, and that is said.
  await fill(page, 'Write a function that doubles a number.', '');
  await expect(plan(page)).toContainText('there is no visible test to check it with');
  await routeIt(page).click();
  await expect(running(page)).toContainText('It is Python that loads.', judged);
  await page.getByRole('checkbox', { name: /Ask Mid up to three times/ }).check();
  await routeIt(page).click();
  await expect(running(page)).toContainText('2 of 2 answers are the same code', judged);

  // Stopped while a server is silent; what was there stays, and it goes on.
  await fill(page, 'Write a function that doubles a number.', tests);
  server.fail('silence');
  await routeIt(page).click();
  await expect(running(page)).toContainText('Waiting for its first words.', judged);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(running(page)).toContainText('Stopped.');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(running(page)).toContainText('mid’s answer is accepted', judged);
});

test('a model in the page is wrong, and a server’s right', { tag: '@long' }, async ({ page }) => {
  await keepExperiment(page, 'labelled', settings([models[1]]), { from: 0, to: 5 });
  await page.goto('./#/models');
  const buffer = Buffer.from(tableModel({ answers: [nothing] }));
  await page
    .getByLabel(/^A GGUF file of yours/)
    .setInputFiles({ name: 'tiny.gguf', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByRole('listitem').filter({ hasText: 'llama.cpp: tiny.gguf' })).toBeVisible();
  await page.goto('./#/route');
  await bringIn(page, routerFile());
  await page.getByRole('radio', { name: 'a starter task' }).check();
  await page.getByRole('combobox', { name: 'Starter task' }).selectOption({ label: task.title });
  await expect(plan(page)).toContainText('Left out: Large');
  await routeIt(page).click();
  await expect(running(page)).toContainText('mid’s answer is accepted', judged);
  const [mid] = spent(1);
  await expect(running(page)).toContainText(`11 units, ${dollars(mid.dollars)}`);
});

test('with no key and no GPU recorded tasks are replayed, and that is said', async ({
  page,
  context,
  useDatasets,
}) => {
  await useDatasets('mbpp');
  const mbpp = await recorded('mbpp');
  const { provenance } = routerFile();
  await page.goto('./#/route');
  await expect(plan(page)).toContainText('A router makes it');
  await expect(plan(page)).toContainText('raw.githubusercontent.com');
  await screenshot(page, 'route-first');
  await bringIn(page, routerFile({ models: mbpp.models, provenance: { ...provenance, experiment: 'mbpp' } }));
  await expect(page.getByText('None of your models can be asked')).toBeVisible();
  await page.getByRole('radio', { name: 'a recorded one' }).check();
  await page.getByRole('button', { name: 'Fetch the texts' }).click();
  const failing = mbpp.tasks.find(({ trials }) => trials[0][0][0] === '0' && trials[1][0] === '111')!;
  await page.getByRole('combobox', { name: 'Recorded task' }).selectOption(failing.id);
  await page.getByRole('button', { name: 'Replay it' }).click();
  await expect(page.getByText('A replay: the answers were recorded, and nothing')).toBeVisible();
  await expect(running(page)).toContainText('GPT-3.5’s answer is accepted');
  await expect(running(page)).toContainText(
    'It is right: the 2 tests that it was not checked with hold too.',
  );
  await expect(running(page)).toContainText('11 units');
  await expect(running(page)).not.toContainText('$');
  await page.getByRole('button', { name: 'Next one' }).click();
  await expect(running(page)).toContainText('What follows is of the task before');
  await expectFits(page, 'route, replayed');
  await screenshot(page, 'route-replayed');
  await expect(tally(page)).toContainText('No money was spent');

  // Another tab has the same router, both add to one tally, and what is chosen in one is so in the other.
  const tasks = (tab: Page) => tally(tab).locator('dd').first();
  const other = await context.newPage();
  await other.goto('./#/route');
  await expect(tasks(other)).toHaveText('1');
  await Promise.all([page, other].map((tab) => tab.getByRole('button', { name: 'Replay it' }).click()));
  for (const tab of [page, other]) await expect(tasks(tab)).toHaveText('3');
  await other.getByLabel('It learnt from').selectOption({ label: 'HumanEval, five trials' });
  await expect(page.getByLabel('It learnt from')).toHaveValue('humaneval');
});

test('a router learns from an experiment of one’s own, and is there at once the next time', async ({
  page,
}) => {
  await keepExperiment(page, 'labelled', settings(models));
  await page.goto('./#/route');
  await page.getByLabel('It learnt from').selectOption({ label: 'Invented labels' });
  await page.getByRole('button', { name: 'Let it learn' }).click();
  await expect(page.getByText('“Invented labels”: learnt from 40 tasks')).toBeVisible(judged);
  await page.reload();
  await expect(page.getByText('“Invented labels”: learnt from 40 tasks')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save router.json/ }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('invented-labels.router.json');
  // What was saved says what the page says, where nothing but the module is there.
  const { readRouter } = (await import(
    resolve('dist/router.mjs')
  )) as typeof import('../../src/router/module');
  const router = readRouter(JSON.parse(await readFile(await saved.path(), 'utf8')));
  const prompt = await page.getByLabel('What is to be written').inputValue();
  const [first] = (await page.getByLabel('Tests', { exact: true }).inputValue()).split('\n');
  const { success } = router.predict(prompt, [first]);
  await plan(page).getByRole('button', { name: 'Table' }).click();
  await expect(plan(page).getByRole('row', { name: /^That one answer is right small/ })).toContainText(
    String(Number(success[0].toFixed(4))),
  );
  const yaml = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save config.yaml' }).click();
  expect((await yaml).suggestedFilename()).toBe('invented-labels.litellm.yaml');
});
