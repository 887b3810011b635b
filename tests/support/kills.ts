import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { type Random, randomInteger, randomStream, shuffled } from '../../src/core/random';
import { Guard } from './guard';
import { KillsLedger, type Toll } from './kills-ledger';
import { numberedAnswers } from './live-page/answers';
import type { Kept } from './live-page/entry';
import { standInDefinition, standInSettings } from './live-page/experiment';
import { crash } from './live-page/crash';
import { injectLive } from './live-page/inject';
import { Permits } from './live-page/permits';
import { openProfile, type Profile } from './live-page/profile';
import { type StandIn, standIn } from './stand-in/server';

export interface KillsOptions {
  kills: number;
  starter: number;
  own: number;
  seed: number;
  /** The built app. */
  site: { url: string; origin: string };
  executablePath?: string;
  tell?: (line: string) => void;
}

/**
 * When a kill comes:
 * - start: within half a second of the start
 * - calls: after some more answers, with others in flight
 * - verdicts: after some more verdicts, with other answers waiting for theirs
 */
type Moment = 'start' | 'calls' | 'verdicts';

export interface KillsResult extends Toll {
  kills: number;
  /** Those of the tab alone; the others are of the browser with all of its processes. */
  tabs: number;
  moments: Record<Moment, number>;
  seconds: number;
}

/**
 * Carries out a run of live trials in a browser that is killed again and again, with all its processes (SIGKILL: what
 * the system had not been given to write by then is lost), or now and then the tab's alone; opened anew from what its
 * profile has on the disk, and told to go on, until all is done. What is kept is compared with what the server answered after every kill.
 *
 * @throws Error where a trial was lost, asked again although it was kept, or judged wrongly
 */
export async function killedRun(options: KillsOptions): Promise<KillsResult> {
  const begun = performance.now();
  const { seed, kills, tell = () => {} } = options;
  const definition = standInDefinition(options);
  const random = randomStream(seed, 'kills');
  const schedule = shuffled(momentsOf(kills), random);
  const permits = new Permits();
  const { script, made } = numberedAnswers();
  const server = await standIn({ script, latency: 20, hold: permits.take });
  const ledger = new KillsLedger(definition, made);
  const folder = await mkdtemp(join(tmpdir(), 'complexitynet-kills-'));
  const moments: Record<Moment, number> = { start: 0, calls: 0, verdicts: 0 };
  // So many that most trials are had in the lives that are killed, and not all.
  const mostAnswers = Math.max(2, Math.floor((1.6 * definition.taskIds.length * 15) / kills));
  let profile: GuardedProfile | undefined;
  let tabs = 0;
  try {
    for (let life = 0; ; life++) {
      profile ??= await openGuarded(folder, options, server.baseUrl);
      const page = await openRunPage(profile.context, options.site.url, async (page) => {
        if (life > 0) return;
        const settings = standInSettings(server.baseUrl);
        await page.evaluate((given) => window.live.seed(...given), [definition, settings] as const);
      });
      const kept = await page.evaluate(() => window.live.kept('kept'));
      ledger.reopened(kept);
      if (life === kills) {
        server.settings.latency = 0;
        permits.allow(Infinity);
        await start(page, kept);
        await page.getByText('Done: every label is decided.').waitFor({ timeout: 300_000 });
        const toll = ledger.done(await page.evaluate(() => window.live.kept('kept')));
        refuse(profile.guard);
        return { kills, tabs, ...toll, moments, seconds: (performance.now() - begun) / 1000 };
      }
      ledger.begins(made.length);
      // Starting Python takes all that this machine has: where no verdict is waited for, it doesn't come.
      if (schedule[life] === 'calls') await page.route(/pyodide[^/]*\.wasm$/, () => {});
      const moment = await live(page, {
        planned: schedule[life],
        kept,
        server,
        permits,
        random,
        mostAnswers,
      });
      moments[moment]++;
      const { kill, guard } = profile;
      // Of those amid calls every other is of the tab alone.
      if (moment === 'calls' && moments.calls % 2 === 0) {
        tabs++;
        await crash(page);
        await page.close();
      } else {
        profile = undefined;
        await kill();
      }
      // Answers on their way to nobody are made all the same: they are paid for.
      permits.release();
      await new Promise((resolve) => setTimeout(resolve, 100));
      permits.release();
      refuse(guard);
      if ((life + 1) % 10 === 0) tell(`${life + 1} of ${kills} kills, ${ledger.line}`);
    }
  } finally {
    await profile?.context.close();
    permits.allow(Infinity);
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface GuardedProfile extends Profile {
  guard: Guard;
}

async function openGuarded(
  folder: string,
  { site, executablePath }: KillsOptions,
  server: string,
): Promise<GuardedProfile> {
  const profile = await openProfile(folder, executablePath);
  const guard = new Guard(profile.context, site.origin);
  guard.allowRequests(server);
  return { ...profile, guard };
}

/** Until verdicts come Python has to start, which takes seconds: one kill in five waits for them. */
function momentsOf(kills: number): Moment[] {
  const fifth = Math.max(1, Math.floor(kills / 5));
  return Array.from({ length: kills }, (_, at) =>
    at < fifth ? 'verdicts' : at < 2 * fifth ? 'start' : 'calls',
  );
}

async function openRunPage(
  context: BrowserContext,
  url: string,
  prepare: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}#/nothing-here`);
  await injectLive(page);
  await prepare(page);
  await page.goto(`${url}#/experiments/kept/run`);
  return page;
}

/** A page's life from the start of the run to just before its end. */
async function live(
  page: Page,
  {
    planned,
    kept,
    server,
    permits,
    random,
    mostAnswers,
  }: {
    planned: Moment;
    kept: Kept;
    server: StandIn;
    permits: Permits;
    random: Random;
    mostAnswers: number;
  },
): Promise<Moment> {
  const judged = kept.trials.filter(({ verdict }) => verdict !== undefined).length;
  // Servers that give one answer however many are asked for, mostly: then calls break off in the middle.
  const isWhole = random() < 1 / 3;
  server.settings.mostChoices = isWhole ? Infinity : 1;
  // Each request that is let through brings an answer at the least.
  const answers = Math.ceil(randomInteger(random, mostAnswers + 1) / (isWhole ? 5 : 1));
  const pause = random() * 40;
  const wanted = 1 + randomInteger(random, Math.max(1, answers));
  permits.allow(answers);
  if (planned === 'start') {
    await start(page, kept, { isAwaited: false });
    await wait(random() * 500);
    return 'start';
  }
  await start(page, kept);
  const unjudged = kept.trials.length - judged;
  if (planned === 'calls' || answers + unjudged === 0) {
    await page.evaluate(
      (wanted) => window.live.answered('kept', wanted),
      kept.trials.length + Math.min(answers, wanted),
    );
    await wait(pause);
    return 'calls';
  }
  const goal = judged + Math.min(wanted, unjudged + answers);
  await page.evaluate((goal) => window.live.judged('kept', goal), goal);
  await wait(pause);
  return 'verdicts';
}

/** Starts the run; says the page which requests were out? */
async function start(page: Page, { intents }: Kept, { isAwaited = true } = {}): Promise<void> {
  await page.getByRole('button', { name: /^(Start|Go on)$/ }).click();
  if (!isAwaited || intents.length === 0) return;
  await page
    .getByText(new RegExp(`^\\s*${intents.length}\\s+request(s were| was) out when the page`))
    .waitFor();
}

function refuse({ unexpected }: Guard): void {
  if (unexpected.length > 0) throw new Error(`What no page may do:\n${unexpected.join('\n')}`);
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
