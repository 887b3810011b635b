import { expect, it } from 'vitest';
import { request, startMachine } from './node';
it('runs', async () => {
  let t = performance.now();
  const { machine, interpreter } = await startMachine();
  console.log('cold', performance.now() - t, interpreter.heap.size / 2 ** 20);
  t = performance.now();
  const second = await startMachine();
  console.log('again', performance.now() - t);
  for (const m of [machine, second.machine]) {
    console.log(
      m.judge(
        request('def f(x):\n return x+1', [
          'assert f(1) == 2',
          'assert f(1) == 3',
          'assert f("") == 1',
          'assert f(2)==3 and f(1)==2',
        ]),
      ).judgement,
    );
    console.log(
      m.judge(
        request('```python\ndef f(x:List):\n while 1: pass\nprint(1)```', ['assert f(1) == 2'], {
          form: 'answer',
          deadlineSeconds: 0.5,
        }),
      ).judgement,
    );
    console.log(m.judge(request('import js', ['assert f(1) == 2'])).judgement);
    console.log(m.judge(request('import os\ndef f(x): os._exit(1)', ['assert f(1) == 2'])));
  }
  expect(1).toBe(1);
});
