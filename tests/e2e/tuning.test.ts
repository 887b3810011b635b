import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { allTasks } from '../../src/datasets/starter/all';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { remote } from '../support/live-runs';
import { keepExperiment, levelOfStarter } from '../support/kept-experiment';
import { screenshot } from '../support/screenshot';
import { type StandIn, standIn } from '../support/stand-in/server';

const experiment = 'labelled';
const home = `./#/experiments/${experiment}/tuning`;
let server: StandIn;

/** The starter task that a prompt holds. */
const taskIn = (prompt: string) =>
  allTasks.findIndex((task) => prompt.includes(task.prompt.trim().slice(0, 60)));

test.beforeEach(async ({ guard, page }) => {
  server = await standIn({
    stateTime: 30,
    // Right about all but every fifth, which it takes for the easiest.
    script: ({ prompt }) => {
      const task = taskIn(prompt);
      return task % 5 === 4 ? '1' : String(levelOfStarter(task));
    },
  });
  guard.allowRequests(server.baseUrl);
  // A request that fails is one of the console's errors too.
  guard.allowProblem(/Failed to load resource/);
  const connection = { id: 'c', name: 'Stand-in', baseUrl: server.baseUrl, needsKey: false } as const;
  await keepExperiment(page, experiment, {
    connections: [{ ...connection, software: 'other' }],
    models: [remote('small', 1)],
  });
});
test.afterEach(() => server.close());

async function setUp(page: Page, change: (page: Page) => Promise<void> = async () => {}): Promise<string> {
  await page.goto(home);
  await page.getByRole('combobox', { name: /^Server/ }).selectOption('c');
  await change(page);
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByText('Nothing was sent yet.')).toBeVisible();
  return page.url();
}

/** The page is closed, and a new one opened in its place. */
async function reopened(context: BrowserContext, page: Page): Promise<Page> {
  const address = page.url();
  await page.close();
  const next = await context.newPage();
  await next.goto(address);
  return next;
}

const start = (page: Page) => page.getByRole('button', { name: /^(Start|Go on|Follow the job)$/ }).click();
const posts = (path: RegExp) => server.log.filter((one) => one.method === 'POST' && path.test(one.path));

async function expectDone(page: Page): Promise<void> {
  await expect(page.getByText(/^Done: ft:davinci-002/)).toBeVisible();
  const row = page.getByRole('region', { name: 'Results' }).getByRole('row', { name: /The likeliest level/ });
  // Eight test tasks, and of the levels 1 to 5 as many as there are: those of level 5 are missed.
  await expect(row).toContainText(/(75\.0|87\.5)\s%/);
}

test('split, file, job, events, predictions and table, by keyboard', async ({ page }) => {
  await page.goto(`./#/experiments/${experiment}/labels`);
  await page.getByRole('link', { name: 'Fine-tuning' }).click();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('alert')).toHaveText('Choose a server.');
  await page.getByRole('combobox', { name: /^Server/ }).selectOption('c');
  await expect(page.getByText(/Shut down by its provider on 28 September 2026/)).toBeVisible();
  await expect(page.getByText('32 to train on, 8 to test on')).toBeVisible();
  await page.getByLabel('Epochs').fill('4');
  await page.getByRole('button', { name: 'What will it cost?' }).click();
  const cost = page.getByRole('region', { name: 'What it will cost' });
  await expect(cost).toContainText(/tokens in 4 epochs, \$0\.\d{4}\..*About \$0\.\d{4} in all\./);
  await expectAccessible(page);
  await screenshot(page, 'tuning-new');
  await page.getByRole('button', { name: 'Set it up' }).focus();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'davinci-002, fine-tuned' })).toBeVisible();
  await expect(cost).toContainText('in all');
  expect(posts(/./)).toHaveLength(0);
  await page.getByRole('button', { name: 'Test whether the server lets this page in' }).click();
  await expect(page.getByText('Fine-tuning jobs: can be listed.')).toBeVisible();
  await screenshot(page, 'tuning-drafted');
  await page.getByRole('button', { name: 'Start', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expectDone(page);

  const [training, validation] = server.files.list('fine-tune');
  expect(training.content.trim().split('\n')).toHaveLength(32);
  expect(validation.content.trim().split('\n')).toHaveLength(8);
  expect(JSON.parse(posts(/jobs$/)[0].body)).toMatchObject({
    model: 'davinci-002',
    method: { supervised: { hyperparameters: { n_epochs: 4, batch_size: 'auto' } } },
  });
  const events = page.getByRole('region', { name: 'Events of the job' });
  await expect(events.getByRole('listitem').first()).toContainText('successfully completed');
  await expect(page.getByRole('img', { name: 'Loss over 9 steps' })).toBeVisible();
  const results = page.getByRole('region', { name: 'Results' });
  await expect(results.getByRole('row', { name: /Always the commonest/ })).toBeVisible();
  await expect(results.getByRole('row', { name: /The paper’s davinci-002, fine-tuned/ })).toContainText('79');
  await expectAccessible(page);
  await screenshot(page, 'tuning-done');

  await page.getByRole('link', { name: 'All complexity models of it' }).click();
  await expect(page.getByRole('link', { name: 'davinci-002, fine-tuned' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete davinci-002, fine-tuned' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('link', { name: 'davinci-002, fine-tuned' })).toHaveCount(0);
});

test('it survives being closed at every stage, and nothing is done twice', async ({ page, context }) => {
  await setUp(page, () => page.getByRole('radio', { name: /^several draws/ }).check());

  // While the file is being sent.
  server.fail('silence', { path: /files$/, method: 'POST' });
  await start(page);
  await expect.poll(() => posts(/files$/).length).toBe(1);
  page = await reopened(context, page);
  await expect(page.getByText('Nothing was sent yet.')).toBeVisible();

  // After the server has begun the job, before its answer is read.
  server.settings.stateTime = undefined;
  server.fail('cut-body', { path: /jobs$/, method: 'POST' });
  await start(page);
  await expect(page.getByRole('alert')).toContainText('What came so far is kept.');
  page = await reopened(context, page);
  await expect(page.getByText(/The training file is at the server/)).toBeVisible();

  // While the job runs.
  await start(page);
  await expect(page.getByText(/^The job ftjob-\S+ is (waiting for its turn|being trained)/)).toBeVisible();
  page = await reopened(context, page);
  await expect(page.getByText(/^The job ftjob-/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Events of the job' })).toContainText(
    'Created fine-tuning job',
  );
  expect(server.jobs.list()).toHaveLength(1);
  const [job] = server.jobs.list();
  for (let looks = 0; server.jobs.look(job.id)!.status !== 'succeeded'; looks++)
    expect(looks).toBeLessThan(20);

  // While the tasks are asked about.
  let asked = 0;
  const { script } = server.settings;
  server.settings.script = (one) => ((asked += Number(one.sample === 0)), script(one));
  server.fail('silence', { path: /completions$/, times: 3 });
  await start(page);
  await expect(page.getByText('5 of 8 tasks answered.')).toBeVisible();
  page = await reopened(context, page);
  await expect(page.getByText('3 requests were out when the page was closed')).toBeVisible();
  await start(page);
  await expect(page.getByText(/^Done: ft:davinci-002/)).toBeVisible();
  expect(asked).toBe(8);
  expect(server.jobs.list()).toHaveLength(1);
  expect(server.files.list('fine-tune')).toHaveLength(2);

  // What is done is there again.
  page = await reopened(context, page);
  const results = page.getByRole('region', { name: 'Results' });
  await expect(results.getByRole('row', { name: /The rounded mean of the draws/ })).toBeVisible();
  await expect(results.getByRole('row', { name: /Each draw by itself/ })).toBeVisible();
});

test('an organisation that may not, a retired model, a failed job: said, and gone on with by hand', async ({
  page,
}) => {
  await setUp(page);
  server.fail('forbidden', { path: /jobs$/, method: 'POST' });
  await start(page);
  await expect(page.getByRole('alert').filter({ hasText: 'may not create fine-tuning jobs' })).toBeVisible();
  const commands = page.getByRole('region', { name: /^In a terminal/ });
  await expect(commands).toContainText('Authorization: Bearer $OPENAI_API_KEY');
  await expect(commands).toContainText(`${server.baseUrl}/fine_tuning/jobs`);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the training file' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^complexitynet-\w+-training\.jsonl$/);
  const content = await readFile(await file.path(), 'utf8');
  expect(content).toBe(server.files.list('fine-tune')[0].content);
  await expectAccessible(page);
  await screenshot(page, 'tuning-by-hand');

  server.fail('retired-model', { path: /jobs$/, method: 'POST' });
  await start(page);
  await expect(page.getByRole('alert').filter({ hasText: 'davinci-002 can’t be used' })).toBeVisible();

  await page.getByLabel('The finished model’s id').fill('ft:davinci-002:by-hand');
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expectDone(page);
});

test('a job that fails, one that is cancelled, files that are gone', async ({ page }) => {
  await setUp(page, (form) => form.getByLabel('Percent for training').fill('30'));
  // Fewer rows than the form lets through come of a file that was cut.
  const { add } = server.files;
  server.files.add = (text, purpose, name) =>
    add.call(server.files, text.split('\n').slice(0, 4).join('\n'), purpose, name);
  await start(page);
  await expect(page.getByText(/^The job failed\..*must have at least 10 examples/)).toBeVisible();
  await expect(page.getByLabel('The finished model’s id')).toBeVisible();
  server.files.add = add;

  server.settings.stateTime = 60_000;
  await setUp(page);
  server.fail('no-credit', { path: /jobs$/, method: 'POST' });
  await start(page);
  await expect(page.getByRole('alert').filter({ hasText: 'quota' })).toBeVisible();
  for (const { id } of server.files.list()) server.files.delete(id);
  await start(page);
  await expect(page.getByText('The files were no longer at the server, and were sent again.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the job at the server' }).click();
  await expect(page.getByText('The job was cancelled.')).toBeVisible();
  expect(server.jobs.list()[0].status).toBe('cancelled');
  expect(server.asked).toHaveLength(0);
});

test('models that aren’t trained are asked: for a level, and whether they can', async ({ page }) => {
  await page.goto(home);
  await page.getByRole('radio', { name: /^Ask any model for a level/ }).check();
  await page.getByRole('combobox', { name: /^Model/ }).selectOption('small');
  const prompt = page.getByRole('textbox', { name: /^Prompt, with places for/ });
  await prompt.fill('Rate it.');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('alert')).toHaveText('The prompt must hold {task}, where the task goes.');
  await prompt.fill('Rate {task} by one of {levels}.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Set it up' }).click();
  await start(page);
  await expect(page.getByText(/^Done: small was asked about every task/)).toBeVisible();
  expect(server.asked).toHaveLength(8);
  expect(server.asked[0].body).toContain('by one of 1, 2, 3, 4, 5.');

  server.log.length = 0;
  server.settings.script = ({ prompt: asked }) => (levelOfStarter(taskIn(asked)) < 3 ? 'Yes' : 'No');
  await page.goto(home);
  await page.getByRole('radio', { name: /^Ask a model whether it can do it/ }).check();
  await page.getByRole('combobox', { name: /^Model/ }).selectOption('small');
  await page.getByRole('radio', { name: /^several draws/ }).check();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await start(page);
  await expect(page.getByText(/^Done: small was asked about every task/)).toBeVisible();
  expect(server.asked).toHaveLength(40);
  await expect(page.getByText('40 of 40 tasks answered.')).toBeVisible();
  // Levels 1 and 2 are told from the others, and no more than that: two of five are right.
  await expect(page.getByRole('row', { name: /The likeliest level/ })).toContainText(
    /(25\.0|37\.5|50\.0)\s%/,
  );
});

test('texts that aren’t here are fetched when they are asked for, and not before', async ({ page }) => {
  await page.goto('./#/experiments/humaneval/tuning');
  await expect(page.getByRole('button', { name: 'Fetch the texts' })).toBeVisible();
  await expect(page.getByRole('link', { name: /HumanEval\.jsonl/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Set it up' })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto('./#/experiments/nothing/tuning/none');
  await expect(page.getByRole('heading', { name: 'There is nothing to learn from here' })).toBeVisible();
  await page.goto(`${home}/none`);
  await expect(page.getByText('It is not here: it was deleted')).toBeVisible();
  await page.goto('./#/experiments/nothing/tuning');
  await expect(page.getByRole('heading', { name: 'There is nothing to learn from here' })).toBeVisible();
  await expectAccessible(page);
});
