import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type BrowserContext, chromium } from '@playwright/test';
import { launchOptions } from '../launch';

/** A browser whose databases are on the disk, in a folder that outlives it. */
export interface Profile {
  context: BrowserContext;
  /** Kills it with all of its processes by SIGKILL: nothing of it gets to write, or to say goodbye. */
  kill(): Promise<void>;
}

/** @param executablePath of Chromium; else `CHROMIUM_PATH` */
export async function openProfile(folder: string, executablePath?: string): Promise<Profile> {
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    ...(executablePath !== undefined && { executablePath }),
    viewport: { width: 1280, height: 800 },
  });
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const main = processInfo.find(({ type }) => type === 'browser')!.id;
  return {
    context,
    kill: async () => {
      const closed = new Promise((resolve) => context.once('close', resolve));
      process.kill(process.platform === 'win32' ? main : -groupOf(main), 'SIGKILL');
      await closed;
    },
  };
}

/** Playwright starts a group, which all of the browser's processes stay in: its leader may be a script around it. */
function groupOf(id: number): number {
  if (process.platform !== 'linux') {
    return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(id)], { encoding: 'utf8' }));
  }
  // proc(5): after the name, which is in brackets, come state, parent and group.
  const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}
