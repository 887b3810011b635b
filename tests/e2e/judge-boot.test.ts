import { expect, solution, test } from '../support/judge';

test('boots under the policy of the built page, and judges', async ({ judgePage }) => {
  await judgePage.open();
  const begun = Date.now();
  await judgePage.prepare();
  console.log('boot', Date.now() - begun, await judgePage.state());
  console.log(await judgePage.judge(solution));
  console.log(await judgePage.judge('Sure!\n```python\ndef double(x):\n  while True: pass\n```'));
  console.log(await judgePage.judge('Sure!\n```python\ndef double(x):\n  return sum(range(10**12))\n```'));
  console.log(await judgePage.judge(solution));
  console.log(await judgePage.state());
  expect((await judgePage.judge(solution)).verdict).toBe('pass');
});
