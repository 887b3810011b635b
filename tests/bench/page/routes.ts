import type { Browser } from '@playwright/test';
import type { Site } from '../../../scripts/serve.mjs';
import { routes } from '../../support/routes';
import { kilobytes } from './visit';

/**
 * JavaScript that each route loads where it is opened first, compressed, in kB of 1,000 bytes: what its page runs, and
 * not its workers, the engines, their tokenizers or Python, which come when they are used.
 */
export async function routeSizes(browser: Browser, site: Site): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const route of routes) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    await page.goto(site.url + route, { waitUntil: 'networkidle' });
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.endsWith('.js')),
    );
    await context.close();
    sizes[route] = kilobytes(new Set(scripts.filter((url) => !workers.includes(url))), site);
  }
  return sizes;
}
