import { expect, test } from '@playwright/test';
import { drivenFirefox, findFirefox } from '../support/firefox/run';

const firefox = findFirefox();

test(
  'the main job in Firefox: study, a task, the judge and its attacks, a practice round',
  { tag: '@long' },
  async () => {
    test.skip(firefox === undefined, 'no Firefox: install one, or set FIREFOX_PATH');
    const told = new Map<string, string>();
    for await (const { step, said } of drivenFirefox(firefox!)) {
      expect(step, said).not.toBe('problem');
      told.set(step, said);
      if (step === 'class') break;
    }
    expect(told.get('overview')).toContain('What this says');
    expect(told.get('address')).toBe('#/?v=1&policy=always%3Agpt-3.5');
    expect(told.get('task')).toContain('Task 3');
    expect(told.get('judge')).toContain('Python is ready, in a frame of its own');
    expect(told.get('judge')).toContain('2 of 3 tests held');
    expect(told.get('attacks')).toContain('the honest answer passed after each');
    expect(told.get('class')).toMatch(/You\s+4\s+10\.0/);
  },
);
