import { expect, test } from '../support/fixtures';
import { numberedAnswers, numberIn } from '../support/live-page/answers';
import { crash } from '../support/live-page/crash';
import { standInDefinition, standInSettings } from '../support/live-page/experiment';
import { injectLive } from '../support/live-page/inject';
import { standIn } from '../support/stand-in/server';

test.setTimeout(300_000);
const judged = { timeout: 120_000 };
const address = './#/experiments/kept/run';
const running = 'Running, as long as this tab is open.';
const following = 'Another tab runs it: this one shows it as it grows.';

test('of two tabs one runs an experiment, the other follows it, and takes over when the first is gone', async ({
  context,
  guard,
}, { annotations }) => {
  const { script, made } = numberedAnswers();
  const server = await standIn({ script, latency: 400 });
  guard.allowRequests(server.baseUrl);
  try {
    const [first, second] = [await context.newPage(), await context.newPage()];
    await first.goto('./#/nothing-here');
    await injectLive(first);
    await first.evaluate(([definition, settings]) => window.live.seed(definition, settings), [
      standInDefinition({ starter: 8, own: 12 }),
      standInSettings(server.baseUrl),
    ] as const);

    await first.goto(address);
    await expect(first.getByText('Not running here.')).toBeVisible();
    await second.goto(address);
    await expect(second.getByText(following)).toBeVisible();
    await injectLive(second);
    await second.evaluate(() => window.live.watchAnswers());
    await first.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(first.getByText(running)).toBeVisible();

    // The second has no other way to start it than to take over, which it can't.
    await expect(second.getByRole('button', { name: /^(Start|Go on)$/ })).toHaveCount(0);
    await second.getByRole('button', { name: /^Take over/ }).click();
    await expect(second.getByRole('status').filter({ hasText: 'It can’t be taken over' })).toBeVisible();
    await expect(first.getByText(running)).toBeVisible();

    // The second is told of each few, however busy the machine is.
    await expect.poll(() => second.evaluate(() => window.seenAnswers.length), judged).toBeGreaterThan(1);
    await expect.poll(() => made.length, judged).toBeGreaterThan(100);
    const atCrash = made.length;
    await crash(first);
    await expect(second.getByText('Not running here.')).toBeVisible();
    const before = await second.evaluate(() => window.live.kept('kept'));
    expect(before.trials.length).toBeLessThan(300);
    // What the page shows trails what is kept: it has come to its end by now.
    await expect.poll(() => second.evaluate(() => window.seenAnswers.at(-1)![0])).toBe(before.trials.length);
    const seen = await second.evaluate(() => window.seenAnswers);
    const times = before.trials.map(({ answeredAt }) => answeredAt).sort((a, b) => a - b);
    const delays = times.map((time, at) => seen.find(([answers]) => answers > at)![1] - time);
    // How fast is the machine’s.
    annotations.push({
      type: 'milliseconds until a stored answer is seen in the other tab',
      description: `${delays.toSorted((a, b) => a - b)[delays.length >> 1]} (median), ${Math.max(...delays)} (most)`,
    });

    await second.getByRole('button', { name: 'Go on' }).click();
    await expect(second.getByText('Done: every label is decided.')).toBeVisible(judged);
    await expect(second.getByText('20 of 20 labels decided; 300 of about 300 answers')).toBeVisible();
    const { trials, summaries, intents, failures } = await second.evaluate(() => window.live.kept('kept'));
    expect([trials.length, summaries, intents.length, failures.length]).toStrictEqual([300, 300, 0, 0]);
    for (const { text, task, model, verdict } of trials) {
      const answer = made[numberIn(text)];
      expect([answer.task, answer.model, answer.isRight]).toStrictEqual([task, model, verdict === 'pass']);
    }
    expect(new Set(trials.map(({ text }) => text)).size).toBe(300);
    // What was answered twice had been in flight at the crash.
    const keptBefore = new Set(before.trials.map(({ text }) => numberIn(text)));
    const lost = made.filter(({ number }) => !trials.some(({ text }) => numberIn(text) === number));
    for (const { task, model, number } of lost) {
      expect(keptBefore).not.toContain(number);
      const inFlight = before.intents.filter((intent) => intent.task === task && intent.model === model);
      const lostHere = lost.filter((one) => one.task === task && one.model === model);
      expect(lostHere.length).toBeLessThanOrEqual(inFlight.length);
    }
    expect(atCrash).toBeLessThanOrEqual(made.length);
  } finally {
    await server.close();
  }
});
