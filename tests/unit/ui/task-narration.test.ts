import { describe, expect, it } from 'vitest';
import { paperFiveLevel, singleTrial } from '../../../src/core/labelling';
import { always } from '../../../src/core/policy';
import type { PolicyReport, Report } from '../../../src/study/report';
import { narrate, type Told, units } from '../../../src/ui/tasks/narration';
import { playablePolicies } from '../../../src/ui/tasks/playable';
import type { Scene } from '../../../src/ui/tasks/playback';
import { experimentOf, single } from './experiment';

const experiment = experimentOf([single('a', '111', '111', '111')], singleTrial);
const reportOf = (...ids: string[]) => {
  const policies = ids.map((id) => ({
    id,
    name: id,
    sentence: '',
    threshold: id === 'threshold' ? 0.625 : undefined,
  }));
  return { policies: policies as unknown as PolicyReport[] } as Report;
};
const outcomes = ['always:s', 'always:l', 'ladder', 'oracle:paper-rule', 'perfect', 'random-mix'];
const all = [...outcomes, 'paper-rule', 'shifted-rule', 'threshold', 'predict-then-verify'];
const ids = (report: Report, isDone: boolean, of = experiment) =>
  playablePolicies(of, report, isDone).map(({ id, policy }) => `${id}${policy ? '' : '?'}`);

describe('policies to play', () => {
  it('are those that one task decides, of those in the report', () => {
    expect(ids(reportOf(...all), true)).toEqual([
      'ladder',
      'paper-rule',
      'threshold',
      'predict-then-verify',
      'always:l',
      'perfect?',
    ]);
    expect(ids(reportOf('ladder'), true)).toEqual(['ladder']);
  });

  it('have the second assignment where it differs from the first', () => {
    const five = experimentOf([], paperFiveLevel);
    expect(ids(reportOf(...all), true, five)).toContain('shifted-rule');
  });

  it('are announced while they are being computed', () => {
    expect(ids(reportOf(...outcomes), false)).toEqual([
      'ladder',
      'paper-rule?',
      'threshold?',
      'predict-then-verify?',
      'always:l',
      'perfect?',
    ]);
    expect(ids(reportOf(...outcomes), true)).toEqual(['ladder', 'always:l', 'perfect?']);
  });

  it('have the threshold that the study chose', () => {
    const router = playablePolicies(experiment, reportOf(...all), true).find(({ id }) => id === 'threshold');
    expect(router?.enough).toBe(0.625);
  });
});

describe('narration', () => {
  const told: Told = {
    models: experiment.models,
    playable: { needs: 'nothing', policy: { ...always(0), verifies: true } },
    prediction: {},
    levels: [0, 1, 2],
    verdictOnly: false,
    trials: [5, 1, 1],
  };
  const check: Scene = { kind: 'check', model: 0, trial: 2, visible: 'fail' };
  const next: Scene = { kind: 'ask', model: 1, trial: 0 };

  it('tells which trial, and what it costs', () => {
    expect(narrate({ kind: 'ask', model: 0, trial: 2 }, told)).toBe(
      'Small answers, trial 3 of 5, for 1 unit.',
    );
    expect(narrate(next, told)).toBe('Middle answers, for 10 units.');
    expect([units(0), units(1), units(2.5)]).toEqual(['0 units', '1 unit', '2.5 units']);
  });

  it('tells what a check saw, and where it leads', () => {
    expect(narrate(check, told, next)).toBe('The visible assertion fails: on to Middle.');
    expect(narrate(check, told, { kind: 'give-up' })).toBe('The visible assertion fails.');
    expect(narrate(check, { ...told, verdictOnly: true }, next)).toBe('The verdict is wrong: on to Middle.');
  });

  it('tells why a prediction leads where it does', () => {
    const scene: Scene = { kind: 'foresee', model: 1 };
    const byLevel: Told = {
      ...told,
      playable: { needs: 'levels', policy: always(0) },
      prediction: { levels: [0.2, 0.5, 0.3] },
    };
    expect(narrate(scene, byLevel)).toMatch(/level 1 the likeliest, with 50\s%: that goes to Middle/);
    const bySuccess = (enough: number): Told => ({
      ...told,
      playable: { needs: 'success', policy: always(0), enough },
      prediction: { success: [0.2, 0.5, 0.3] },
    });
    expect(narrate(scene, bySuccess(0.5))).toMatch(/The cheapest that reaches 50\s% is Middle/);
    expect(narrate({ kind: 'foresee', model: 2 }, bySuccess(0.6))).toMatch(/None reaches 60\s%, so Large/);
    const truth: Told = { ...told, playable: { needs: 'truth' } };
    expect(narrate({ kind: 'foresee', model: null }, truth)).toContain('none is asked for');
  });
});
