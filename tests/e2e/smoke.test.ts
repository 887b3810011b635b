import { expect, test } from '../support/fixtures';

test('opens under any path, with nothing asked of anyone else', async ({ page, guard }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Which is the smallest model');
  await page.waitForLoadState('networkidle');
  expect(guard.foreign).toEqual([]);
});

test('carries a content security policy that lets no foreign or inline script run', async ({ page }) => {
  await page.goto('./');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const scripts = policy?.split(';').find((directive) => directive.trim().startsWith('script-src'));
  expect(scripts?.trim()).toBe("script-src 'self' 'wasm-unsafe-eval'");
});
