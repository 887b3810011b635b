import type { Page } from '@playwright/test';
import { allTasks } from '../../src/datasets/starter/all';
import { expect, test } from '../support/fixtures';
import { ModelsPage } from '../support/models-page';
import { type StandIn, standIn } from '../support/stand-in/server';

const key = 'sk-fakeKeyOfATest0123456789';
const passphrase = 'correct horse battery';

test.setTimeout(300_000);

let server: StandIn;
let other: StandIn;

test.beforeEach(async ({ guard }) => {
  server = await standIn({ key, script: () => allTasks[0].reference });
  other = await standIn({ script: () => allTasks[0].reference });
  guard.allowRequests(server.baseUrl, other.baseUrl);
});
test.afterEach(async () => {
  await server.close();
  await other.close();
});

/** Everything that the page keeps or shows, as text: storage of all kinds, and the DOM with its fields' values. */
function everything(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const text = (value: unknown): string =>
      JSON.stringify(value, (_, inner: unknown) =>
        inner instanceof Uint8Array ? String.fromCharCode(...inner) : inner,
      );
    const inDatabase = async (name: string) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const found: unknown[] = [];
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAll();
        found.push(
          store,
          await new Promise((resolve) => (request.onsuccess = () => resolve(request.result))),
        );
      }
      database.close();
      return text(found);
    };
    const names = (await indexedDB.databases()).map(({ name }) => name!);
    const caches = await Promise.all(
      (await window.caches.keys()).map(async (name) =>
        (await (await window.caches.open(name)).keys()).map(({ url }) => url),
      ),
    );
    const fields = [...document.querySelectorAll('input, textarea, select')].map(
      (field) => (field as HTMLInputElement).value,
    );
    return {
      local: text({ ...localStorage }),
      session: text({ ...sessionStorage }),
      database: (await Promise.all(names.map(inDatabase))).join(' '),
      caches: text(caches),
      cookies: document.cookie,
      page: document.documentElement.outerHTML + text(fields) + location.href + document.title,
    };
  });
}

async function expectNowhere(page: Page, but: string[] = []): Promise<void> {
  const found = await everything(page);
  const places = Object.keys(found).filter(
    (place) => found[place].includes(key) || found[place].includes(key.slice(3)),
  );
  expect(places).toEqual(but);
}

test('a key is in memory alone, goes to its own address alone, and is gone after a reload', async ({
  page,
}) => {
  const logs: string[] = [];
  page.on('console', (message) => logs.push(message.text()));
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { model: 'small', needsKey: true });
  const card = models.connection();
  await card.getByLabel('Key', { exact: true }).fill(key);
  await card.getByRole('button', { name: 'Use this key' }).click();
  await expect(card).toContainText('A key is known, until this page is closed or reloaded.');
  await expectNowhere(page);
  await models.ask();
  await expect(models.trying()).toContainText('Every assert held.', { timeout: 120_000 });
  expect(server.asked.at(-1)!.headers.authorization).toBe(`Bearer ${key}`);
  await expectNowhere(page);

  // Another address doesn't get it, were it the same connection.
  await card.getByRole('button', { name: 'Edit' }).click();
  await card.getByLabel('Base address').fill(other.baseUrl);
  await expect(card).toContainText('A key is bound to its address');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByLabel('Key', { exact: true })).toBeVisible();
  await card.getByRole('button', { name: 'Test it' }).click();
  await expect(card.getByRole('alert').first()).toContainText('No key is known');
  expect(other.log).toEqual([]);

  const before = server.asked.length;
  await card.getByLabel('Key', { exact: true }).fill('sk-fakeOfTheOther');
  await card.getByRole('button', { name: 'Use this key' }).click();
  await models.ask();
  await expect(models.trying()).toContainText('Every assert held.', { timeout: 120_000 });
  expect(other.asked[0].headers.authorization).toBe('Bearer sk-fakeOfTheOther');
  expect(server.asked).toHaveLength(before);

  await page.reload();
  await expect(models.connection().getByLabel('Key', { exact: true })).toBeVisible();
  await expectNowhere(page);
  expect(logs.filter((line) => line.includes(key.slice(3)))).toEqual([]);
});

test('a wrong key is told without being shown', async ({ page, guard }) => {
  guard.allowProblem(/Failed to load resource/);
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { needsKey: true });
  const card = models.connection();
  await card.getByLabel('Key', { exact: true }).fill(`${key}x`);
  await card.getByLabel('Key', { exact: true }).press('Enter');
  await card.getByRole('button', { name: 'Test it' }).click();
  await expect(card.getByRole('alert').first()).toContainText('The key is not accepted');
  await expectNowhere(page);
});

test('a key for the tab’s session is there after a reload, and forgotten when told to', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { needsKey: true });
  const card = models.connection();
  await card.getByLabel('Key', { exact: true }).fill(key);
  await card.getByLabel('until this tab is closed').check();
  await card.getByRole('button', { name: 'Use this key' }).click();
  await expect(card).toContainText('A key is known');
  await expectNowhere(page, ['session']);
  await page.reload();
  await card.getByRole('button', { name: 'Test it' }).click();
  await expect(card).toContainText('It answers');
  await card.getByRole('button', { name: 'Forget it' }).click();
  await expect(card.getByLabel('Key', { exact: true })).toBeVisible();
  await expectNowhere(page);
});

test('a key on the device is sealed under a passphrase, which is asked for', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { needsKey: true });
  const card = models.connection();
  await card.getByLabel('Key', { exact: true }).fill(key);
  await card.getByLabel('on this device, under your passphrase').check();
  await card.getByLabel(/^Passphrase, asked for/).fill('short');
  await card.getByRole('button', { name: 'Use this key' }).click();
  await expect(card.getByRole('alert')).toContainText('at least 8 characters');
  await card.getByLabel(/^Passphrase, asked for/).fill(passphrase);
  await card.getByRole('button', { name: 'Use this key' }).click();
  await expect(card).toContainText('A key is known, on this device');
  await expectNowhere(page);
  expect((await everything(page)).database).toContain(server.baseUrl);
  await page.reload();
  const unlock = card.getByLabel('Passphrase of the key that is kept on this device');
  await unlock.fill('something else');
  await card.getByRole('button', { name: 'Unlock' }).click();
  await expect(card.getByRole('alert')).toContainText('does not open the key');
  await unlock.fill(passphrase);
  await card.getByRole('button', { name: 'Unlock' }).click();
  await expect(card).toContainText('A key is known, on this device');
  await card.getByRole('button', { name: 'Test it' }).click();
  await expect(card).toContainText('It answers');
  await expectNowhere(page);
  const kept = await everything(page);
  for (const place of Object.keys(kept)) expect(kept[place]).not.toContain(passphrase);
});

test('a key goes with the last connection to its address', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { needsKey: true });
  const card = models.connection();
  await card.getByLabel('Key', { exact: true }).fill(key);
  await card.getByLabel('until this tab is closed').check();
  await card.getByRole('button', { name: 'Use this key' }).click();
  await expect(card).toContainText('A key is known');
  await expectNowhere(page, ['session']);
  await card.getByRole('button', { name: 'Remove' }).click();
  await card.getByRole('button', { name: 'Remove' }).click();
  await expect(card).toHaveCount(0);
  await expect.poll(async () => (await everything(page)).session).toBe('{}');
});

test('everything is deleted when told to: keys, connections, models', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { needsKey: true, model: 'small' });
  const card = models.connection();
  await card.getByLabel('Key', { exact: true }).fill(key);
  await card.getByLabel('until this tab is closed').check();
  await card.getByRole('button', { name: 'Use this key' }).click();
  await expect(card).toContainText('A key is known');
  expect((await everything(page)).database).toContain(server.baseUrl);
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await page.getByRole('button', { name: 'Delete everything', exact: true }).click();
  await expect(page.getByText('It is all deleted.')).toBeVisible();
  await expect(page.getByText('None yet. Add one below')).toBeVisible();
  await expectNowhere(page);
  expect(JSON.stringify(await everything(page))).not.toContain(server.baseUrl);
  await page.reload();
  await expect(page.getByText('None yet. Add one below')).toBeVisible();
});
