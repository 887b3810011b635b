import type { Page } from '@playwright/test';
import { IDBFactory } from 'fake-indexeddb';
import { openStore } from '../../src/store/store';
import { expectAccessible } from '../support/accessibility';
import { archiveOf, exported, membersOf } from '../support/bundles';
import { inventedDefinition, inventedKeys, inventedTrial } from '../support/experiments';
import { serveFiles } from '../support/files-server';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';

/** The address of the page once it says what was done, and the same opened by someone else. */
async function passOn(page: Page, says: RegExp): Promise<void> {
  await expect(page).toHaveURL(says);
  const address = page.url();
  await page.goto('./#/about');
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await page.goto(address);
}

async function bundle(): Promise<Uint8Array> {
  const { experiments } = await openStore({ indexedDB: new IDBFactory(), channel: () => undefined });
  const definition = { ...inventedDefinition(20), name: 'Kept elsewhere', dataset: 'invented' };
  await experiments.put(definition);
  await experiments.settle(inventedKeys(20).map((key) => inventedTrial(key)));
  return exported(experiments);
}

test.describe('with the study kept', () => {
  test.use({ isStudied: true, isPythonHeld: true });

  test('every view stands in its link, and comes back from it', async ({ page, useDatasets }) => {
    await useDatasets('mbpp');
    await page.goto('./');
    await page.getByRole('radio', { name: 'Always GPT-3.5' }).check();
    await page.getByLabel('Recorded answers').selectOption('humaneval');
    await page.getByRole('radio', { name: 'all', exact: true }).check();
    await passOn(page, /#\/\?v=1&of=humaneval&policy=always%3Agpt-3\.5.*&tasks=all$/);
    await expect(page.getByRole('radio', { name: 'Always GPT-3.5' })).toBeChecked();
    await expect(page.getByRole('radio', { name: 'all', exact: true })).toBeChecked();
    await expect(page.getByLabel('Recorded answers')).toHaveValue('humaneval');

    await page.goto('./#/experiments/mbpp/savings?v=1&costs=1,20,300');
    await expect(page.getByRole('spinbutton', { name: 'GPT-4' })).toHaveValue('300');
    await expect(page.getByRole('radio', { name: 'solved by some model' })).toBeChecked();
    await page.getByRole('radio', { name: 'section 4.2' }).check();
    await expect(page).toHaveURL(/savings$/);

    await page.goto('./#/experiments/mbpp/tasks/3');
    await page.getByRole('searchbox').fill('1');
    await page.getByLabel('Solved by').selectOption('only:2');
    await passOn(page, /tasks\/3\?v=1&by=only%3A2&q=1$/);
    await expect(page.getByRole('searchbox')).toHaveValue('1');
    await expect(page.getByLabel('Solved by')).toHaveValue('only:2');
    await expect(page.getByRole('heading', { name: 'Task 3', exact: true })).toBeVisible();

    await page.goto('./#/judge');
    const answer = page.getByRole('textbox', { name: 'Answer' });
    // The example that stands there at first.
    await expect(answer).toHaveValue(/def/);
    await answer.fill('def add(a, b):\n    return a + b  # “é”\n');
    await page.getByRole('textbox', { name: 'Asserts' }).fill('assert add(1, 2) == 3');
    await passOn(page, /judge\?v=1&code=[\w-]+$/);
    await expect(answer).toHaveValue('def add(a, b):\n    return a + b  # “é”\n');
    await expect(page.getByText('1 of 1')).toHaveCount(0);
    const damaged = page.url().slice(0, -1);

    await page.goto('./#/route');
    await page.getByRole('combobox', { name: 'It learnt from' }).selectOption('humaneval');
    await page.getByRole('radio', { name: 'yours' }).check();
    const prompt = page.getByLabel('What is to be written');
    await prompt.fill('Add two numbers.');
    await page.getByLabel('Tests', { exact: true }).fill('assert add(1, 2) == 3');
    await passOn(page, /route\?v=1&from=humaneval&own=[\w-]+$/);
    await expect(prompt).toHaveValue('Add two numbers.');
    await expect(page.getByRole('combobox', { name: 'It learnt from' })).toHaveValue('humaneval');
    await page.getByRole('radio', { name: 'a starter task' }).check();
    await page.getByRole('combobox', { name: 'Starter task' }).selectOption('starter/6');
    const starter = await prompt.inputValue();
    await passOn(page, /route\?v=1&from=humaneval&starter=starter%2F6$/);
    await expect(prompt).toHaveValue(starter);
    await page.goto('about:blank');
    await page.goto(damaged);
    await expect(page.getByRole('alert').getByText('is not known here')).toBeVisible();

    const notice = page.getByText('The link could not be followed in all.');
    for (const [link, why] of [
      ['./#/?v=2&tasks=all', 'another version'],
      [`./#/tasks?v=1&q=${'x'.repeat(30_000)}`, '30006 characters'],
      ['./#/experiments/mbpp/savings?v=1&costs=1,2', 'costs for 2 models'],
      ['./#/experiments/mbpp/labels?v=1&tasks=some', 'tasks=some'],
      ['./#/route?v=1&starter=starter/99', 'starter/99'],
    ]) {
      await page.goto(link);
      await expect(notice).toBeVisible();
      await expect(page.getByRole('alert').filter({ has: notice })).toContainText(why);
    }
    await expectAccessible(page);
    await page.goto('./#/');
    await expect(notice).toHaveCount(0);
  });

  test('a study as a report, with how to cite it', async ({ page }) => {
    await page.goto('./#/experiments/mbpp/savings');
    await page.getByText('Cite this').click();
    await expect(page.getByRole('region', { name: 'BibTeX: This study' })).toContainText(
      '@misc{complexitynet-',
    );
    await expect(page.getByRole('region', { name: 'BibTeX: The paper' })).toContainText('2312.11511');
    await page.getByRole('link', { name: 'All of it as a report to print' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('MBPP');
    await expect(page.getByRole('heading', { name: 'What this says' })).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Every policy' })).toBeVisible();
  });
});

test('a bundle at an address is read as a report, once the visitor says so; what can’t be is said', async ({
  page,
  guard,
}) => {
  const content = await bundle();
  const members = membersOf(content);
  const newer = archiveOf({
    ...members,
    'manifest.json': members['manifest.json'].replace('"version":1', '"version":2'),
  });
  const host = await serveFiles({
    '/ok.complexitynet.zip': { content },
    '/closed.zip': { content, isShared: false },
    '/page': { content: '<!doctype html><p>Hi', type: 'text/html' },
    '/disguised.zip': { content: '<!doctype html><p>Hi' },
    '/newer.zip': { content: newer },
    '/cut.zip': { content: content.slice(0, 2000) },
  });
  guard.allowRequests(host.url, 'http://127.0.0.1:9/');
  guard.allowProblem(/127\.0\.0\.1/);
  const link = (address: string) => `./#/report?${new URLSearchParams({ bundle: address })}`;
  const fetchIt = page.getByRole('button', { name: 'Fetch it from 127.0.0.1' });

  await page.goto('./#/report');
  await page.getByLabel('Address of a bundle').fill(`${host.url}/ok.complexitynet.zip`);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText('Nothing has been asked there yet.')).toBeVisible();
  await expectAccessible(page);
  expect(host.asked).toEqual([]);
  await fetchIt.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kept elsewhere' })).toBeVisible();
  await expect(page.getByText('300 recorded answers of Small, Mid, Large · studied')).toBeVisible();
  await expect(page.getByText('temperature 0.9, at most 512 tokens, seed 1')).toBeVisible();
  await page.getByText('Cite this').click();
  await expect(page.getByRole('region', { name: 'BibTeX: This study' })).toContainText('Kept elsewhere');
  await expectAccessible(page);
  await screenshot(page, 'report');
  await page.getByRole('radio', { name: 'all', exact: true }).check();
  await expect(page).toHaveURL(/report\?bundle=http.*ok\.complexitynet\.zip&v=1&tasks=all$/);
  // Read only: nothing of it came into this browser.
  await page.goto('./#/experiments');
  await expect(page.getByText('None yet.').first()).toBeVisible();
  await expect(page.getByText('Kept elsewhere')).toHaveCount(0);

  for (const [address, why] of [
    [`${host.url}/closed.zip`, 'doesn’t let other pages read it'],
    [`${host.url}/page`, 'a web page'],
    [`${host.url}/disguised.zip`, 'a web page'],
    [`${host.url}/newer.zip`, 'newer'],
    [`${host.url}/cut.zip`, 'zip archive'],
    [`${host.url}/missing.zip`, 'status 404'],
    ['http://127.0.0.1:9/x.zip', 'Nothing answers at 127.0.0.1:9'],
    ['javascript:alert(1)', 'no address on the web'],
  ]) {
    await page.goto(link(address));
    if (address.startsWith('http')) await fetchIt.click();
    await expect(page.getByRole('alert').filter({ hasText: 'There is no report to show' })).toContainText(
      why,
    );
  }
  await expectAccessible(page);
  await page.getByRole('link', { name: 'To the overview' }).click();
  await expect(page.getByRole('heading', { name: 'Which is the smallest model' })).toBeVisible();
  await page.goto('./#/report?of=nowhere');
  await expect(page.getByRole('heading', { name: 'There is no such experiment' })).toBeVisible();
  await host.close();
});
