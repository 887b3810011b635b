import { allTasks } from '../../src/datasets/starter/all';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { ModelsPage } from '../support/models-page';
import { screenshot } from '../support/screenshot';
import type { FailureName } from '../support/stand-in/failures';
import { type StandIn, standIn } from '../support/stand-in/server';

const [first] = allTasks;
const wrong = first.wrong[0].code;

let server: StandIn;

// Python starts anew for each test that judges.
test.setTimeout(300_000);
const judged = { timeout: 120_000 };

test.beforeEach(async ({ guard }) => {
  server = await standIn({
    script: () => `\`\`\`python\n${first.reference}\n\`\`\``,
    models: [{ id: 'small' }, { id: 'tiny' }],
  });
  guard.allowRequests(server.baseUrl);
});
test.afterEach(() => server.close());

test('from nothing to a verdict: a server, a model, an answer as it is written', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await expect(page.getByText('None yet. Add one below')).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, 'models-empty');
  await models.addServer(server.baseUrl);
  await models.connection().getByRole('button', { name: 'Test it' }).click();
  await expect(models.connection()).toContainText('It answers, and has 2 models.');
  await models.addModel('small');

  server.settings.pieceDelay = 40;
  await models.ask(first.title);
  const answer = page.getByRole('region', { name: 'The answer so far' });
  await expect(answer).toBeVisible();
  const early = (await answer.textContent())!;
  expect(early.length).toBeLessThan(first.reference.length);
  const trying = models.trying();
  await expect(trying).toContainText('Every assert held.', judged);
  await expect(trying).toContainText('tokens in');
  await expect(trying).toContainText('no price set');
  await expect(trying).toContainText('it calls itself small-served');
  await expectAccessible(page);
  await screenshot(page, 'models-verdict');

  const [asked] = server.asked;
  expect(JSON.parse(asked.body)).toMatchObject({ model: 'small', temperature: 1, stream: true });
  expect(asked.body).toContain('assert');
  expect(asked.headers.authorization).toBeUndefined();
  expect(Object.keys(asked.headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);

  // Prices and tier are the visitor's to set, and stay after a reload.
  await page
    .getByRole('listitem')
    .filter({ hasText: 'small at Another server' })
    .getByRole('button', { name: 'Edit' })
    .click();
  await page.getByLabel('$ per million tokens in').fill('1');
  await page.getByLabel('$ per million tokens out').fill('2');
  await page.getByLabel('Tier').selectOption({ value: 'large' });
  await page.getByLabel('Retired on').fill('2026-01-02');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.reload();
  await expect(page.getByText('Shut down by its provider on 2 January 2026')).toBeVisible();
  server.settings.script = () => wrong;
  await models.ask(first.title);
  await expect(trying).toContainText(/Wrong answer|Error in a test/, judged);
  await expect(trying).toContainText(/\$0\.\d+/);
});

const cases: [FailureName, string, RegExp][] = [
  ['wrong-key', 'The key is not accepted', /Enter the key again/],
  ['no-credit', 'Out of credit', /Add credit/],
  ['no-model', 'This model can’t be used', /whether it was retired/],
  ['retired-model', 'This model can’t be used', /has been deprecated/],
  ['no-access', 'This model can’t be used', /does not have access/],
  ['forbidden', 'Not allowed', /another key/],
  ['too-long', 'Too long for this model', /fewer tokens/],
  ['bad-value', 'The server refuses the request', /“temperature” is refused/],
  ['bad-parameter', 'The server refuses the request', /“max_tokens” is refused/],
  ['html', 'Something else answered', /base address/],
  ['broken-json', 'Something else answered', /base address/],
  ['hang-up', 'The server can’t be reached', /Access-Control-Allow-Origin/],
  ['cut-stream', 'The answer broke off', /ask again/],
];

test(
  'each failure is named, with what to do, and asked for once; what is passing is tried again by itself',
  { tag: '@long' },
  async ({ page, guard }) => {
    guard.allowProblem(/Failed to load resource/);
    const models = new ModelsPage(page);
    await models.open();
    await models.addServer(server.baseUrl, { model: 'small' });
    for (const [failure, title, remedy] of cases) {
      const before = server.asked.length;
      // A browser itself sends a request again whose connection breaks before an answer begins.
      server.fail(failure, { times: failure === 'hang-up' ? 99 : 1 });
      await models.ask();
      const problem = models.trying().getByRole('alert');
      await expect(problem).toContainText(title);
      await expect(problem).toContainText(remedy);
      if (failure === 'hang-up') server.recover();
      else expect(server.asked.length - before, failure).toBe(1);
      expect(await page.content()).not.toContain('sk-fake1');
      // The next one, asked for by its button, begins with a clean page.
      server.fail('empty-content');
      await problem.getByRole('button', { name: 'Try again' }).click();
      await expect(models.trying().getByRole('alert')).toHaveCount(0);
      await expect(models.trying()).toContainText('No code', judged);
    }
    await expectAccessible(page);

    for (const failure of ['rate-limit', 'server', 'bad-gateway', 'overloaded'] as const) {
      const before = server.asked.length;
      server.fail(failure);
      await models.ask();
      await expect(models.trying()).toContainText('Every assert held.', judged);
      expect(server.asked.length - before, failure).toBe(2);
    }
  },
);

test('a server that doesn’t let pages in: said, with the setting’s name', async ({ page, guard }) => {
  guard.allowProblem(/CORS|Failed to load resource/);
  server.settings.cors = 'none';
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { model: 'small' });
  await models.connection().getByRole('button', { name: 'Test it' }).click();
  await expect(models.connection().getByRole('alert')).toContainText('Access-Control-Allow-Origin');
  await models.ask();
  await expect(models.trying().getByRole('alert')).toContainText('The server can’t be reached');
  // One that lets in what the API needs, and nothing more, is enough.
  server.settings.cors = 'plain';
  await models.ask();
  await expect(page.getByRole('region', { name: /^The answer/ })).toContainText('def ');
});

test('offline in the middle: what was written stays, and it goes on by hand', async ({
  page,
  context,
  guard,
}) => {
  guard.allowProblem(/Failed to load resource|ERR_/);
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { model: 'small' });
  await context.setOffline(true);
  await models.ask();
  await expect(models.trying().getByRole('alert')).toContainText('No network');
  expect(server.asked).toHaveLength(0);
  await context.setOffline(false);
  await models.trying().getByRole('button', { name: 'Try again' }).click();
  await expect(models.trying()).toContainText('Every assert held.', judged);

  // Now with all of the page's parts at hand, in the middle of an answer.
  server.settings.pieceDelay = 300;
  await models.ask();
  await expect(page.getByRole('region', { name: 'The answer so far' })).toBeVisible();
  await context.setOffline(true);
  server.disconnect();
  await expect(models.trying().getByRole('alert')).toContainText(/No network|The answer broke off/);
  await expect(page.getByRole('region', { name: 'What was answered until then' })).toBeVisible();
});

test('a server that never answers is stopped by hand, with what came so far', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { model: 'small' });
  server.fail('silence');
  await models.ask();
  await expect(models.trying()).toContainText('Waiting for its first words.');
  await models.trying().getByRole('button', { name: 'Stop' }).click();
  await expect(models.trying()).toContainText('Stopped.');
  server.settings.pieceDelay = 200;
  await models.ask();
  await expect(page.getByRole('region', { name: 'The answer so far' })).toBeVisible();
  await models.trying().getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('region', { name: 'What was answered until then' })).toBeVisible();
});

test('the paper’s and today’s models are added by one click each, and removed', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  const other = new ModelsPage(await page.context().newPage());
  await other.open();
  await page.getByRole('button', { name: 'Add GPT-3.5 and GPT-4' }).click();
  // Another tab knows of them, and doesn’t write over them.
  await expect(other.page.getByRole('article', { name: 'OpenAI' })).toBeVisible();
  await other.page.close();
  await page.getByRole('button', { name: 'Add GPT-6 Luna and GPT-6 Sol' }).click();
  await expect(page.getByText('Shut down by its provider on')).toHaveCount(2);
  await expect(page.getByRole('article', { name: 'OpenAI' })).toHaveCount(1);
  await expect(models.trying()).toContainText('GPT-3.5 needs a key for https://api.openai.com/v1.');
  await expect(page.getByRole('button', { name: 'Ask' })).toBeDisabled();
  await page.getByRole('button', { name: 'Add GPT-3.5 and GPT-4' }).click();
  await expect(page.getByText('Shut down by its provider on')).toHaveCount(2);
  const card = page.getByRole('article', { name: 'OpenAI' });
  // Whoever goes by keyboard stays where they were.
  await card.getByRole('button', { name: 'Edit' }).press('Enter');
  await card.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(card.getByRole('button', { name: 'Edit' })).toBeFocused();
  await card.getByRole('button', { name: 'Remove' }).press('Enter');
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: 'Remove' })).toBeFocused();
  await card.getByRole('button', { name: 'Remove' }).click();
  await expect(card).toContainText('with its 4 models?');
  await card.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('None yet. Add one below')).toBeVisible();
  await page.reload();
  await expect(page.getByText('None yet. Add one below')).toBeVisible();
});

test('an address that is none is refused', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await page.getByLabel('Software of the server').selectOption({ label: 'Another server' });
  await page.getByRole('button', { name: 'Add this server' }).click();
  const card = models.connection();
  await card.getByRole('button', { name: 'Edit' }).click();
  for (const address of ['api.openai.com', 'https://x.test/v1?key=1', 'https://user:pass@x.test/v1', '']) {
    await card.getByLabel('Base address').fill(address);
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(card.getByRole('alert')).toContainText('A base address looks like');
  }
});
