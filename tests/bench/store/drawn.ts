import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSite } from '../../support/built';
import { inject } from '../../support/live-page/inject';
import { openProfile } from '../../support/live-page/profile';
import type { DrawnBench } from './drawn-page';

interface Global {
  bench: DrawnBench;
}

/** Seconds, each time in a page of the app just loaded, from the click on an experiment in the list to the grid of its trials. */
export async function drawnSeconds(trials: number, openings: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'complexitynet-drawn-'));
  try {
    return await withSite(async ({ site, executablePath }) => {
      const { context } = await openProfile(folder, executablePath);
      try {
        const opened = async () => {
          const page = await context.newPage();
          page.on('console', (message) => console.error(message.text()));
          await page.goto(`${site.url}#/nothing-here`);
          await inject(page, 'tests/bench/store/drawn-page.ts');
          return page;
        };
        const first = await opened();
        await first.evaluate(
          (tasks) => (window as unknown as Global).bench.fill('drawn', tasks),
          trials / 15,
        );
        const seconds: number[] = [];
        for (let at = 0; at < openings; at++) {
          const page = await opened();
          seconds.push(
            await page.evaluate(
              (trials) => (window as unknown as Global).bench.draw('drawn', trials),
              trials,
            ),
          );
          await page.close();
        }
        return seconds;
      } finally {
        await context.close();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
