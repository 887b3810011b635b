import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';

test.use({ isStudied: true });

/** Nothing that a visitor sees may move by itself by more than this, from opening a page to its last result. */
const most = 0.02;

/** One of several pages, with what stands on it once all is there. */
interface Opened {
  path: string;
  last: RegExp;
}

const pages: Opened[] = [
  { path: '#/tasks', last: /^Texts: .*kept in this browser/ },
  { path: '#/experiments/mbpp/tasks/601', last: /this task was not in the training data/ },
  { path: '#/route', last: /With them it learns|It has yet to learn/ },
  { path: '#/judge', last: /What stops an attack|Nothing has been judged yet/ },
  { path: '#/about', last: /2,460\s+recorded answers of/ },
];

/** Sums up what moves, with what it was. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    const told = { sum: 0, shifts };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as LayoutShift[]) {
        if (entry.hadRecentInput) continue;
        told.sum += entry.value;
        for (const { node } of entry.sources)
          shifts.push(
            `${entry.value.toFixed(3)}: ${node?.nodeName} ${node?.textContent?.trim().slice(0, 60)}`,
          );
      }
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(window, { told });
  });
}

interface LayoutShift {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** Computed anew, which takes some seconds: once is enough. */
const computed: Opened = {
  path: '#/experiments/humaneval/complexity',
  last: /Is the test set like the rest/,
};

for (const [width, height, opened, tags] of [
  [1280, 800, [...pages, computed], []],
  [360, 740, pages, ['@long']],
] as const) {
  test(
    `nothing moves while a page fills, ${width} pixels wide`,
    { tag: [...tags] },
    async ({ page, useDatasets }) => {
      await useDatasets('mbpp', 'humaneval');
      await page.setViewportSize({ width, height });
      await watch(page);
      for (const { path, last } of opened) {
        // Each is opened as if it were the first.
        await page.goto('about:blank');
        await page.goto(`./${path}`);
        await expect(page.getByText(last).first()).toBeAttached({ timeout: 120_000 });
        await page.waitForTimeout(300);
        const { told } = (await page.evaluate(() => ({
          told: (window as never as { told: unknown }).told,
        }))) as {
          told: { sum: number; shifts: string[] };
        };
        expect(told.sum, `${path}\n${told.shifts.join('\n')}`).toBeLessThan(most);
      }
    },
  );
}
