import { expect, solution, task, test } from '../support/judge';

const code = (body: string) => `def double(x):\n    ${body.replaceAll('\n', '\n    ')}\n`;

test('boots under the policy of the built page when it is first asked, from the site itself, and judges, many at once too', async ({
  judgePage,
  page,
}) => {
  const python: string[] = [];
  page.on('request', (request) => {
    if (/pyodide|python/.test(request.url())) python.push(request.url());
  });
  await judgePage.open({ workers: 2 });
  expect(python).toEqual([]);
  const phases = await page.evaluate(async () => {
    const { judge } = window as unknown as { judge: import('../../src/judge/contract').Judge };
    const seen: string[] = [judge.state.phase];
    judge.subscribe(({ phase }) => {
      if (seen.at(-1) !== phase) seen.push(phase);
    });
    const last = { done: 0, total: 0 };
    await judge.prepare({ onProgress: (progress) => Object.assign(last, progress) });
    return { seen, last };
  });
  expect(phases.seen).toEqual(['idle', 'loading', 'starting', 'ready']);
  expect(phases.last.done).toBe(phases.last.total);
  expect(phases.last.total).toBeGreaterThan(10e6);
  expect(python).toHaveLength(4);

  expect(await judgePage.state()).toMatchObject({ phase: 'ready', place: 'workers' });
  expect(await judgePage.judge(`Sure!\n\`\`\`python\n${solution}\`\`\``)).toMatchObject({
    verdict: 'pass',
    tests: ['pass', 'pass', 'pass'],
    flags: [],
  });
  // The frame: opaque, hidden, and with nothing allowed but scripts.
  const frame = page.locator('iframe[title="The judge"]');
  await expect(frame).toBeHidden();
  expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');

  const judgement = await judgePage.judge(code('return sum(range(10**12))'), task, { deadlineSeconds: 0.5 });
  // Python can't be interrupted in it: another worker goes on.
  expect(judgement).toMatchObject({ verdict: 'timeout', tests: ['error', 'not-run', 'not-run'] });
  expect(judgement.code).toContain('10**12');
  expect((await judgePage.judge(solution)).verdict).toBe('pass');

  // Each in the order asked; and it gives up when told to.
  const result = await page.evaluate(
    async ({ task, solution }) => {
      const { judge } = window as unknown as { judge: import('../../src/judge/contract').Judge };
      const answers = Array.from({ length: 60 }, (_, i) => ({
        answer: i % 3 ? solution : 'def double(x):\n    return x',
        task,
      }));
      // One that is lost takes nothing of the others with it.
      answers[7].answer = 'import os\nos._exit(1)';
      const order: number[] = [];
      const verdicts = (await judge.judgeMany(answers, { onJudged: (index) => order.push(index) })).map(
        ({ verdict }) => verdict,
      );
      const stop = new AbortController();
      const stopped = judge
        .judge('while True: pass', task, { signal: stop.signal })
        .catch((error: Error) => error.name);
      setTimeout(() => stop.abort(), 200);
      return {
        verdicts,
        told: order.length,
        stopped: await stopped,
        after: (await judge.judge(solution, task)).verdict,
      };
    },
    { task, solution },
  );
  const expected: string[] = Array.from({ length: 60 }, (_, i) => (i % 3 ? 'pass' : 'wrong-answer'));
  expected[7] = 'crash';
  expect(result).toEqual({ verdicts: expected, told: 60, stopped: 'AbortError', after: 'pass' });
});

test(
  'judges on the frame’s own thread where there are no workers, and says so',
  { tag: '@long' },
  async ({ judgePage, page }) => {
    await page.addInitScript(() => {
      if (self.origin === 'null') delete (window as { Worker?: unknown }).Worker;
    });
    await judgePage.open({ workers: 4 });
    await judgePage.prepare();
    expect(await judgePage.state()).toMatchObject({
      phase: 'ready',
      place: 'frame',
      workers: 1,
      spare: 0,
      notice: expect.stringContaining('no workers'),
    });
    expect((await judgePage.judge(solution)).verdict).toBe('pass');
    expect((await judgePage.judge(code('while True: pass'), task, { deadlineSeconds: 0.5 })).verdict).toBe(
      'timeout',
    );
    // What needs another interpreter gets another frame.
    expect((await judgePage.judge('import os\nos._exit(0)')).verdict).toBe('crash');
    expect((await judgePage.judge(solution)).verdict).toBe('pass');
    await expect(page.locator('iframe')).toHaveCount(1);
  },
);

test('says why where the frame is refused, and where Python can’t be fetched', async ({
  judgePage,
  page,
  guard,
}) => {
  guard.allowProblem(/Failed to load resource|net::ERR/);
  const failure = () =>
    page.evaluate(async () => {
      const { judge } = window as unknown as { judge: import('../../src/judge/contract').Judge };
      return judge.prepare().then(
        () => undefined,
        ({ name, code, retryable, message }: import('../../src/judge/judge-error').JudgeError) => ({
          name,
          code,
          retryable,
          message,
        }),
      );
    });
  await page.route('**/judge-frame-*.html', (route) =>
    route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }),
  );
  await judgePage.open();
  expect(await failure()).toMatchObject({ name: 'JudgeError', code: 'refused', retryable: false });
  expect(await judgePage.state()).toMatchObject({ phase: 'failed' });
  await page.unroute('**/judge-frame-*.html');

  await page.route('**/*.wasm', (route) => route.abort());
  await judgePage.open();
  expect(await failure()).toMatchObject({ name: 'JudgeError', code: 'unavailable', retryable: true });
});

test(
  'lets idle workers go, has one again in a moment, and leaves nothing when it is closed',
  { tag: '@long' },
  async ({ judgePage, page }) => {
    await judgePage.open({ idleSeconds: 0.3 });
    await judgePage.prepare();
    await expect.poll(async () => await judgePage.state()).toMatchObject({ workers: 0, spare: 0 });
    expect((await judgePage.judge(solution)).verdict).toBe('pass');
    const code = await page.evaluate(async (task) => {
      const { judge } = window as unknown as { judge: import('../../src/judge/contract').Judge };
      const waiting = judge.judge('while True: pass', task).catch((error: { code: string }) => error.code);
      judge.dispose();
      return waiting;
    }, task);
    expect(code).toBe('disposed');
    expect(await judgePage.state()).toEqual({ phase: 'disposed' });
    await expect(page.locator('iframe')).toHaveCount(0);
    const ofTheJudge = () => page.workers().filter((worker) => worker.url().startsWith('blob:'));
    await expect.poll(() => ofTheJudge().length).toBe(0);
  },
);
