import type { LaunchOptions } from '@playwright/test';

/**
 * How tests and benchmarks start Chromium: `CHROMIUM_PATH` where it is set, and without a name server, so that
 * nothing outside this machine can be contacted, neither by the page nor by the browser of its own accord.
 */
export const launchOptions: LaunchOptions = {
  executablePath: process.env.CHROMIUM_PATH,
  // Chromium refuses to use its sandbox as root.
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ],
};
