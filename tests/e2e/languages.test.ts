import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { serve, type Site } from '../../scripts/serve.mjs';
import { allTasks } from '../../src/datasets/starter/all';
import { paper } from '../../src/core/paper';
import { expect, test as base } from '../support/fixtures';
import { buildPseudoLanguage, pseudoLanguage } from '../support/pseudo-language';
import { routes } from '../support/routes';
import { untranslated } from '../support/untranslated';

const test = base.extend<object, { site: Site }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const { folder, remove } = buildPseudoLanguage();
      const site = await serve({ folder, base: '/some/path/' });
      await use(site);
      await site.close();
      remove();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

/** What is no text of the app: tasks, what a recording says of itself, then names and addresses. */
const foreign: (string | RegExp)[] = [
  ...[paper.title, ...recorded(), ...starters()].toSorted((a, b) => b.length - a.length),
  ...[/https?:\S+/g, /(?:Code Llama|Qwen[\w.-]+) [\d.]+B(?: Instruct)?(?: \(\w+\))?/g, /GPT-[\d.]+\w?/g],
  ...['ComplexityNet', 'WebGPU', 'GGUF', 'Ollama', 'LM Studio', 'vLLM', 'OpenRouter', 'LiteLLM'],
];

/** The texts of the starter tasks. */
function starters(): string[] {
  return allTasks.flatMap(({ title, prompt, wrong }) => [
    ...[title, prompt.replace(/\s+/g, ' ').trim()],
    ...wrong.map(({ flaw }) => flaw),
  ]);
}

/** All that the files of the built-in recordings say of themselves in words. */
function recorded(): string[] {
  return readdirSync('public/outcomes').flatMap((name) => {
    const [header] = readFileSync(`public/outcomes/${name}`, 'utf8').split('\n', 1);
    const { name: title, source } = JSON.parse(header) as { name: string; source: Record<string, string> };
    return [title, ...Object.values(source)];
  });
}

/** What of a text is words of the app. */
const own = (text: string) =>
  foreign.reduce<string>((rest, one) => rest.replaceAll(one, ''), text).replace(/\P{L}/gu, '');

/** Waits until a page has come in place of another, and says no more than it did. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.locator('main h1, main h2').first()).toBeVisible();
  const length = () => page.evaluate(() => document.body.textContent.length);
  await expect.poll(async () => (await length()) - (await page.waitForTimeout(300), await length())).toBe(0);
}

test(
  'the page is in the language that was chosen, and all of it is',
  { tag: '@long' },
  async ({ page, guard }) => {
    // Training for the study takes half a minute of both cores, and its words are those of what is seen before.
    await page.route('**/features/*', () => {});
    // The data set's own texts are not here.
    guard.allowRequests('https://raw.githubusercontent.com');
    guard.allowProblem(/Failed to load resource/);

    await page.goto('./#/about');
    const root = page.locator('html');
    await expect(root).toHaveAttribute('lang', 'en');
    await page.getByLabel('Language').selectOption(pseudoLanguage);
    await expect(root).toHaveAttribute('lang', pseudoLanguage);
    await expect(page).toHaveURL(new RegExp(`/some/path/${pseudoLanguage}/#/about$`));
    await page.goto('./#/help');
    await expect(page).toHaveURL(new RegExp(`/${pseudoLanguage}/#/help$`));

    const missed: Record<string, string[]> = {};
    for (const route of routes) {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.goto(`./${pseudoLanguage}/${route}`);
      await settled(page);
      const texts = (await untranslated(page)).filter((text) => own(text));
      if (texts.length) missed[route] = texts;
    }
    expect(missed, 'texts that the catalogue has not: scripts/texts says what is one').toEqual({});

    await page.getByLabel('Language').selectOption('en');
    await expect(root).toHaveAttribute('lang', 'en');
  },
);
