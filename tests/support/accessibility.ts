import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that what is painted decides: the others say the same in each theme. */
const colourRules = ['color-contrast', 'link-in-text-block'];

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Expects that axe finds nothing against WCAG 2.2 A and AA and its best practices.
 *
 * @param options.include a selector of the part to look at; else the whole page
 * @param options.exclude selectors of parts to leave out
 * @param options.colours true: by the rules about colours alone
 */
export async function expectAccessible(
  page: Page,
  options: { include?: string; exclude?: string[]; colours?: boolean } = {},
): Promise<void> {
  // Not by a script tag, which the page's content security policy refuses.
  await page.evaluate(source);
  const violations = await page.evaluate(
    async ({ include, exclude, runOnly }) => {
      const { axe: tool } = window as unknown as { axe: typeof axe };
      const context = { include: [include ?? 'html'], exclude: exclude ?? [] };
      const results = await tool.run(context, { runOnly, resultTypes: ['violations'], iframes: false });
      return results.violations;
    },
    { ...options, runOnly: options.colours ? colourRules : tags },
  );
  expect(violations.map(describe).join('\n\n'), 'axe violations').toBe('');
}

function describe({ id, help, helpUrl, nodes }: axe.Result): string {
  const places = nodes.map(({ target, html, failureSummary = '' }) =>
    [target.join(' '), html, ...failureSummary.split('\n').slice(1)]
      .map((line) => `    ${line.trim()}`)
      .join('\n'),
  );
  return [`${id}: ${help} (${helpUrl})`, ...places].join('\n');
}

/** The page is no wider than its window, once figures have laid themselves out anew. */
export async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(overflow, what).toBeLessThanOrEqual(0);
}

/** Is accessible and not wider than the window: light and wide, dark and as narrow as a phone. */
export async function expectFits(page: Page, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await expectNoOverflow(page, `${name} at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
