import { expect, it } from 'vitest';
import { atOnce, type Steps } from '../../../src/core/steps';
import { withPauses } from '../../../src/study/pauses';
import { inParts } from '../../../src/study/recordings';
import { single } from '../ui/experiment';

function* busy(seen: number[] = []): Steps<string> {
  for (let i = 0; i < 1_000; i++) {
    seen.push(i);
    const until = performance.now() + 1;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}
function* counting(): Steps<number> {
  let sum = 0;
  for (let i = 1; i <= 4; i++) {
    sum += i;
    yield;
  }
  return sum;
}

it('work gives the same with pauses and without', async () => {
  expect(atOnce(counting())).toBe(10);
  expect(await withPauses(counting())).toBe(10);
});

it('work that is stopped meanwhile stops long before its end', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  setTimeout(() => controller.abort());
  await expect(withPauses(busy(seen), controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen.length).toBeLessThan(900);
});

it('tasks are sent in parts of so many trials, none left out', () => {
  const tasks = Array.from({ length: 12_000 }, (_, i) => single(String(i), '1', '0', '1'));
  const parts = [...inParts(tasks)];
  expect(parts.flat()).toEqual(tasks);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(2_500);
  expect([...inParts([])]).toEqual([[]]);
});
