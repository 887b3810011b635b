import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './tests/support/launch';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  // One more than most machines of CI have cores: some wait for deadlines.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Long enough for a machine that is shared: what is wrong fails by its expectations, not by its pace.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['./tests/support/skips.ts'], ['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    // Figures stand still, so that what is seen doesn't depend on when.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions,
    // Each test begins as a first visit; those of the app without a network let it work.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
  },
});
