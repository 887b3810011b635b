import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { ModelsPage } from '../support/models-page';
import { screenshot } from '../support/screenshot';
import { eitherModel, eitherModelParts, task } from '../support/wllama/models';

// llama.cpp and Python start anew.
test.setTimeout(300_000);
const judged = { timeout: 120_000 };

const gguf = (name: string, body: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(body),
});

test('a GGUF file of the visitor’s answers in the page, by seed rightly or wrongly, and is deleted', async ({
  page,
}) => {
  const models = new ModelsPage(page);
  await models.open();
  const field = page.getByLabel(/^A GGUF file of yours/);

  await field.setInputFiles(gguf('notes.gguf', Buffer.from('<!doctype html><p>Not a model</p>')));
  await expect(page.getByRole('alert').filter({ hasText: 'Not a model' })).toContainText(
    'Choose a GGUF file',
  );
  const [first, second] = eitherModelParts(2);
  await field.setInputFiles([gguf('half-00002-of-00002.gguf', second)]);
  await expect(page.getByRole('alert').filter({ hasText: 'Not a model' })).toBeVisible();
  await field.setInputFiles([
    gguf('half-00002-of-00002.gguf', second),
    gguf('half-00001-of-00002.gguf', first),
  ]);
  await expect(models.trying().getByRole('combobox', { name: 'Model' })).toContainText('half-00001-of-00002');

  await field.setInputFiles(gguf('either.gguf', eitherModel()));
  const chooser = models.trying().getByRole('combobox', { name: 'Model' });
  await expect(chooser).toContainText('either');
  await chooser.selectOption({ label: 'either' });
  const verdicts = new Set<string>();
  for (let seed = 1; verdicts.size < 2 && seed < 9; seed++) {
    await models.trying().getByLabel('Seed').fill(String(seed));
    await models.ask(task.title);
    const facts = models.trying().getByText(/either: \d+ tokens in/);
    await expect(facts).toContainText('no charge', judged);
    verdicts.add(
      (await models
        .trying()
        .getByText(/^[✓✗] (Pass|Wrong answer)$/)
        .textContent())!.trim(),
    );
  }
  expect([...verdicts].sort()).toEqual(['✓ Pass', '✗ Wrong answer']);
  await expectAccessible(page);
  await screenshot(page, 'models-local');

  const row = page.getByRole('listitem').filter({ hasText: 'llama.cpp: either.gguf' });
  await expect(row).toContainText('in memory');
  await row.getByRole('button', { name: 'Let go of its memory' }).click();
  const kept = page.getByRole('region', { name: 'Kept in this browser' });
  await page.reload();
  await expect(kept).toContainText('2.1 MB in all');
  for (const name of ['either.gguf', 'half-00001-of-00002.gguf']) {
    await kept.getByRole('button', { name: `Delete ${name}` }).click();
    await kept.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(kept.getByRole('button', { name: `Delete ${name}` })).toHaveCount(0);
  }
  await expect(kept).toContainText('Nothing has been downloaded yet.');
});

test('without WebGPU, the page says so and what runs instead', async ({ page }) => {
  const models = new ModelsPage(page);
  await models.open();
  const device = page.getByRole('region', { name: 'What runs here' });
  await expect(device).toContainText('GGUF files on the CPU runs here');
  await expect(device).toContainText(/Code Llama 7B on the GPU.*(doesn’t|don’t) run here/s);
  await device.getByText('What was looked at').click();
  await expect(device.getByRole('row', { name: /^WebGPU/ })).toContainText('no GPU is offered');

  // Asked for all the same, it names what is missing.
  await page.getByRole('button', { name: 'Add Code Llama 7B', exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'in this page, on WebGPU' });
  await row.getByRole('button', { name: 'Download and start' }).click();
  await expect(row.getByRole('alert')).toContainText(/not there|No WebGPU/);
  await page.getByText('Where its WebGPU build is hosted').click();
  await page.getByLabel('Address', { exact: true }).fill('not an address');
  await page.getByLabel('Address', { exact: true }).blur();
  await expect(page.getByText('An address looks like')).toBeVisible();
  await page.getByLabel('Address', { exact: true }).fill('https://models.example.test/webllm/');
  await page.getByLabel('Address', { exact: true }).blur();
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect(row.getByRole('alert')).toContainText('No WebGPU here');
  await expectAccessible(page);
});
