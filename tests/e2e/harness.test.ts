import { expect, test } from '../support/fixtures';
import { expectAccessible } from '../support/accessibility';
import { datasetFiles } from '../support/datasets';

test.describe('the guard sees', () => {
  test('an uncaught error', async ({ page, guard }) => {
    await page.goto('./');
    await page.evaluate(() => void Promise.reject(new Error('on purpose')));
    await expect.poll(() => guard.unexpected).toEqual([expect.stringMatching(/^Uncaught: .*on purpose/)]);
    guard.allowProblem(/on purpose/);
  });

  test('a console error', async ({ page, guard }) => {
    await page.goto('./');
    await page.evaluate(() => console.error('on purpose'));
    await expect.poll(() => guard.unexpected).toEqual([expect.stringMatching(/^Console error: on purpose/)]);
    guard.allowProblem(/on purpose/);
  });

  test('what the content security policy refuses', async ({ page, guard }) => {
    await page.goto('./');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "broken in"';
      document.body.append(script);
    });
    await expect.poll(() => guard.unexpected).toEqual([expect.stringContaining('Content Security Policy')]);
    guard.allowProblem(/Content Security Policy/);
    await expect(page).not.toHaveTitle('broken in');
  });

  test('a request to another origin, from a page or a worker', async ({ page, guard }) => {
    // What the browser itself says of a request that fails.
    guard.allowProblem(/ERR_NAME_NOT_RESOLVED/);
    await page.goto('./');
    await page.evaluate(() => fetch('https://example.org/from-page').catch(() => undefined));
    await page.evaluate(requestFromWorker);
    const addresses = ['https://example.org/from-page', 'https://example.org/from-worker'];
    expect(guard.foreign).toEqual(addresses);
    expect(guard.unexpected).toEqual(addresses.map((url) => `Request to another origin: ${url}`));
    guard.allowRequests('https://example.org/');
    expect(guard.unexpected).toEqual([]);
  });
});

test('axe finds what is wrong, and says where', async ({ page }) => {
  await page.goto('./');
  await page.evaluate(() => document.body.append(document.createElement('img')));
  await expect(expectAccessible(page, { include: 'img' })).rejects.toThrow(/image-alt: .*[^]*<img>/);
});

test('task texts come from local files in place of their public addresses', async ({ page, useDatasets }) => {
  await useDatasets('mbpp', 'humaneval');
  await page.goto('./');
  const lines = await page.evaluate(async ({ mbpp, humaneval }) => {
    const count = (text: string) => text.trim().split('\n').length;
    const unpacked = (await fetch(humaneval.url)).body!.pipeThrough(new DecompressionStream('gzip'));
    return [count(await (await fetch(mbpp.url)).text()), count(await new Response(unpacked).text())];
  }, datasetFiles);
  expect(lines).toEqual([974, 164]);
});

/** Runs in the page. */
async function requestFromWorker(): Promise<void> {
  const source = `fetch('https://example.org/from-worker').catch(() => 0).then(() => postMessage('done'))`;
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  await new Promise((done) => (worker.onmessage = done));
}
