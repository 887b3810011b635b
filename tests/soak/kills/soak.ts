import { withSite } from '../../support/built';
import { killedRun, type KillsResult } from '../../support/kills';
import type { SoakOptions } from '../soak';

export const name = 'kills';

/**
 * 60 tasks x 3 models x 5 trials of a stand-in server, in a browser that is killed 100 times, mostly with all of its
 * processes, at moments drawn by seed: no trial is lost or kept twice, each is judged as it must be, and the server is
 * asked again only for what was in flight. It throws where any of that fails.
 */
export async function run(
  tell: (line: string) => void,
  { count = 100, seed = 1 }: SoakOptions,
): Promise<KillsResult & { ok: boolean }> {
  return withSite(async ({ site, executablePath }) => {
    const result = await killedRun({
      ...{ kills: count, starter: 40, own: 20, seed },
      ...{ site, executablePath, tell },
    });
    return { ...result, seed, ok: true };
  });
}
