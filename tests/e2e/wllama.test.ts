import { functionName } from '../../src/datasets/signature';
import type { Judge } from '../../src/judge/contract';
import { openJudgeIn } from '../support/built';
import { eitherModel, eitherModelParts, rightAnswer, task, wrongAnswer } from '../support/wllama/models';
import { expect, test } from '../support/wllama/page';

const model = eitherModel();
const partsWithoutTemplate = eitherModelParts(2, { hasTemplate: false, name: 'CodeLlama-7b-Instruct' });

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

// llama.cpp and Python both start anew in this file's pages.
test.setTimeout(240_000);

test('real inference: prompt, answers, seeds, stops, judge, verdicts', async ({ engine, models, page }) => {
  models.files.set('either.gguf', { body: model });
  await engine.open();
  await engine.use('either.gguf');

  // Six samples hold both answers; a seed gives the same one alone, among samples and after others.
  const request = { messages: [{ role: 'user' as const, content: task.prompt }], seed: 1 };
  const answers = await engine.answers({ ...request, samples: 6 });
  expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([rightAnswer, wrongAnswer]));
  await engine.answers({ messages: [{ role: 'user', content: 'Something else.' }] });
  for (const sample of [1, 3]) {
    const [alone] = await engine.answers({ ...request, seed: 1 + sample });
    expect(alone.text).toBe(answers[sample].text);
  }

  // What an answer says of itself, and its text piece by piece.
  const outcome = await engine.generate({ samples: 2 });
  if (outcome.error) throw new Error(outcome.error.message);
  const [answer] = outcome.answers;
  expect(outcome.told).toEqual([0, 1]);
  expect(outcome.pieces.join('')).toBe(outcome.answers.map(({ text }) => text).join(''));
  expect(outcome.pieces.length).toBeGreaterThan(20);
  expect(answer).toMatchObject({ finish: 'stop', model: 'table model', usage: { source: 'reported' } });
  expect(answer.usage.input).toBeGreaterThan(10);
  expect(answer.usage.output).toBeGreaterThan(20);
  expect(answer.tokensPerSecond).toBeGreaterThan(1);
  expect(answer.fingerprint).toMatch(/^llama\.cpp b\d+/);
  expect(answer.logprobs).toBeUndefined();

  // A stop takes effect at once and spoils nothing; several that ask at a time are served in turn.
  const stopped = await engine.generate({ samples: 2 }, { stopAfter: 3 });
  expect(stopped.error?.name).toBe('AbortError');
  expect(stopped.pieces).toHaveLength(3);
  const [[first], [again]] = await Promise.all([engine.answers(), engine.answers()]);
  expect([first.text, again.text]).toEqual([answer.text, answer.text]);

  await openJudgeIn(page);
  const judged = { id: task.id, tests: task.tests, entryPoint: functionName(task) };
  for (const text of new Set(answers.map(({ text }) => text))) {
    const verdict = await page.evaluate(
      async ({ text, judged }) =>
        (await (window as unknown as { judge: Judge }).judge.judge(text, judged)).verdict,
      { text, judged },
    );
    expect(verdict).toBe(text === rightAnswer ? 'pass' : 'wrong-answer');
  }
});

test('limits, stop words, log-probabilities; a model let go of comes back', async ({ engine, models }) => {
  models.files.set('either.gguf', { body: model });
  await engine.open();
  await engine.use('either.gguf');
  const [short] = await engine.answers({ maxTokens: 5 });
  expect(short).toMatchObject({ finish: 'length', usage: { output: 5 } });
  const [stopped] = await engine.answers({ stop: ['nothing of it', 'def badge'] });
  expect(stopped.finish).toBe('stop');
  expect(stopped.text).toMatch(/```python\n$/);
  const tooLong = await engine.generate({ messages: [{ role: 'user', content: 'word '.repeat(1000) }] });
  expect(tooLong.error?.code).toBe('too-long');

  const [likeliest] = await engine.answers({ topLogprobs: 1 });
  const logprobs = likeliest.logprobs ?? [];
  expect(logprobs.map(({ token }) => token).join('')).toBe(likeliest.text);
  // The first token is drawn from two that are about equally likely, the others are certain.
  expect(logprobs[0].logprob).toBeGreaterThan(-1.5);
  expect(logprobs[0].logprob).toBeLessThan(-0.3);
  expect(logprobs[0].top).toHaveLength(1);
  expect(logprobs[1].logprob).toBeCloseTo(0);
  // Among the twenty likeliest are single bytes, which are no text.
  const outcome = await engine.generate({ topLogprobs: 20 });
  expect(outcome.error).toBeUndefined();
  expect(outcome.pieces.join('')).toBe(likeliest.text);

  const running = engine.generate({ samples: 50 });
  await engine.page.evaluate(() => window.engine.dispose());
  expect((await running).error?.name).toBe('AbortError');
  expect((await engine.answers())[0].text).toBe(likeliest.text);
});

test('a model is fetched once, listed, and deleted', async ({ engine, models, page }) => {
  models.files.set('either.gguf', { body: model });
  await engine.open();
  await engine.use('either.gguf');
  expect(await engine.prepare()).toBe('ready');
  const phases = (await engine.progress()).map(({ phase }) => phase);
  expect(new Set(phases)).toEqual(new Set(['downloading', 'starting', 'reading']));
  expect((await engine.progress()).filter(({ phase }) => phase === 'downloading').at(-1)).toMatchObject({
    done: model.length,
    total: model.length,
  });

  await engine.open();
  await engine.use('either.gguf');
  expect(await engine.prepare()).toBe('ready');
  expect(models.asked).toEqual(['either.gguf']);
  expect(await engine.cached()).toEqual([
    { id: engine.url('either.gguf'), name: 'either', bytes: model.length, whole: true },
  ]);
  await page.evaluate((id) => window.wllama.cachedModels.delete(id), engine.url('either.gguf'));
  expect(await engine.cached()).toEqual([]);
  await engine.use('either.gguf');
  expect(await engine.prepare({ stopAt: 1 })).toBe('AbortError');
  expect(models.asked).toHaveLength(2);
});

test('a download that is stopped, or whose page is closed, is not taken for whole', async ({
  engine,
  models,
}) => {
  models.files.set('either.gguf', { body: model, speed: 800_000 });
  await engine.open();
  await engine.use('either.gguf');
  expect(await engine.prepare({ stopAt: 200_000 })).toBe('AbortError');
  expect(await engine.cached()).toEqual([]);

  void engine.prepare().catch(() => {});
  await expect.poll(async () => (await engine.progress()).length).toBeGreaterThan(1);
  await engine.open();
  expect(await engine.cached()).toMatchObject([{ id: engine.url('either.gguf'), whole: false }]);

  models.files.set('either.gguf', { body: model });
  await engine.use('either.gguf');
  expect(await engine.prepare()).toBe('ready');
  expect(await engine.cached()).toMatchObject([{ bytes: model.length, whole: true }]);
  expect(await engine.answers()).toHaveLength(1);
});

test('what is not a model is named before it is fetched', async ({ engine, models, guard }) => {
  guard.allowProblem(/Failed to load resource|CORS policy/);
  const page = Buffer.from(`<!doctype html>${' '.repeat(1000)}`);
  models.files.set('page.gguf', { body: page, type: 'text/html' });
  models.files.set('closed.gguf', { body: model, isClosed: true });
  models.files.set('broken.gguf', { body: model, cutAt: 300_000 });
  models.files.set('cut.gguf', { body: model.subarray(0, 300_000) });
  await engine.open();
  const expected = {
    'page.gguf': ['not-a-model', 'a web page'],
    'missing.gguf': ['not-hosted', '404'],
    'closed.gguf': ['download-failed', 'CORS'],
    'broken.gguf': ['download-failed', 'broke off after 0.'],
    'cut.gguf': ['not-a-model', 'file bounds'],
  };
  for (const [name, [code, words]] of Object.entries(expected)) {
    await engine.use(name);
    expect.soft(await engine.prepare(), name).toBe(code);
    expect.soft(engine.lastMessage, name).toContain(words);
  }
  expect(await engine.cached()).toEqual([]);
});

test('a split model, of which whole parts are kept when one fails', async ({ engine, models, guard }) => {
  guard.allowProblem(/Failed to load resource/);
  const parts = eitherModelParts(3);
  const names = [1, 2, 3].map((part) => `either-0000${part}-of-00003.gguf`);
  models.files.set(names[0], { body: parts[0] });
  models.files.set(names[1], { body: parts[1] });
  await engine.open();
  await engine.use(names[0]);
  expect(await engine.prepare()).toBe('not-hosted');
  expect(await engine.cached()).toMatchObject([{ name: 'either', whole: false }]);
  models.files.set(names[2], { body: parts[2] });
  expect(await engine.prepare()).toBe('ready');
  expect(models.asked).toEqual([...names, names[2]]);
  expect(await engine.answers()).toHaveLength(1);
  const bytes = parts.reduce((sum, { length }) => sum + length, 0);
  expect(await engine.cached()).toMatchObject([{ name: 'either', whole: true, bytes }]);
});

test('files from the disk are there after a reload, and need no template of their own', async ({
  engine,
}) => {
  const files = partsWithoutTemplate.map((body, index) => file(`mine-0000${index + 1}-of-00002.gguf`, body));
  await engine.open();
  expect(await engine.keep('my model', [files[1]])).toContain('1 are missing: 1');
  expect(await engine.keep('my model', [file('x.gguf', Buffer.from('PK\x03\x04'))])).toContain('zip');
  expect(await engine.keep('my model', files.toReversed())).toBe('kept');

  await engine.open();
  await engine.use({ kind: 'disk', name: 'other' });
  expect(await engine.prepare()).toBe('not-a-model');
  await engine.use({ kind: 'disk', name: 'my model' });
  expect(await engine.cached()).toMatchObject([{ id: 'disk:my model', name: 'my model', whole: true }]);
  const [text] = await engine.answers({ messages: undefined, text: 'Continue:\n' });
  expect([rightAnswer, wrongAnswer]).toContain(text.text);
  // Its name says that it is Code Llama: Llama 2's form, one token a letter.
  const [chat] = await engine.answers({ messages: [{ role: 'user', content: 'Go.' }] });
  expect([rightAnswer, wrongAnswer]).toContain(chat.text);
  expect(chat.usage.input).toBe('[INST] Go. [/INST]'.length);
});

test('no room on the disk, no fitting WebAssembly', async ({ engine, models, page, site }) => {
  models.files.set('either.gguf', { body: model });
  await engine.open();
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 500_000 });
  await engine.use('either.gguf');
  expect(await engine.prepare()).toBe('quota');
  expect(await engine.cached()).toEqual([]);
  await session.send('Storage.overrideQuotaForOrigin', { origin: site.origin });

  expect(await page.evaluate(() => window.engine.capability())).toMatchObject({
    able: true,
    notes: [expect.stringContaining('isn’t cross-origin isolated')],
  });
  // As in a browser that doesn't know memory of 64-bit addresses.
  await page.evaluate(() => {
    WebAssembly.validate = () => false;
  });
  expect(await page.evaluate(() => window.engine.capability())).toMatchObject({ able: false });
});

test('several threads where the page is cross-origin isolated', async ({ engine, page, site }) => {
  await page.route(site.url, async (route) => {
    const response = await route.fetch();
    const headers = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    await route.fulfill({ response, headers: { ...response.headers(), ...headers } });
  });
  await engine.open();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // From the disk: a page whose headers a test made up may fetch nothing from this machine.
  await engine.keep('either', [file('either.gguf', model)]);
  await engine.use({ kind: 'disk', name: 'either' }, { threads: 2 });
  const { notes } = (await page.evaluate(() => window.engine.capability())) as { notes: string[] };
  expect(notes[0]).toBe('2 threads.');
  expect([rightAnswer, wrongAnswer]).toContain((await engine.answers())[0].text);
});
