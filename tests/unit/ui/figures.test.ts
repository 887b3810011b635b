import { describe, expect, it } from 'vitest';
import { ladder, assignByLevel } from '../../../src/core/policy';
import { replay } from '../../../src/core/replay';
import { layOutFlow } from '../../../src/ui/charts/flow-layout';
import { placeLabels } from '../../../src/ui/charts/labels-placement';
import { toCsv } from '../../../src/ui/components/figure-files';
import { cost, count, percent, points } from '../../../src/ui/format';

describe('the flow of tasks through models', () => {
  const task = { id: 't', trials: [['011', '111'], ['100'], ['111']] };

  it('of a ladder: what one model fails goes to the next', () => {
    const { moves } = replay(ladder(3), {}, task, 1);
    const flow = layOutFlow([...moves], 3, 100);
    expect(flow.columns).toEqual([
      { model: 0, open: 100, asked: 100, right: 50, wrong: 0, passing: 0 },
      { model: 1, open: 50, asked: 50, right: 0, wrong: 50, passing: 0 },
      { model: 2, open: 0, asked: 0, right: 0, wrong: 0, passing: 0 },
    ]);
    expect(flow.givenUp).toBe(0);
  });

  it('of an assignment: tasks pass other models by', () => {
    const { moves } = replay(assignByLevel('rule', [2]), { levels: [1] }, task, 1);
    const flow = layOutFlow([...moves], 3, 10);
    expect(flow.columns.map(({ passing, asked }) => [passing, asked])).toEqual([
      [10, 0],
      [10, 0],
      [0, 10],
    ]);
  });
});

describe('labels of a plot', () => {
  const at = (id: string, x: number, y: number, priority = 0) => ({ id, x, y, width: 60, priority });
  it('cover neither points nor each other, and the most important is placed first', () => {
    const labels = [at('a', 50, 50), at('b', 52, 52, 1)];
    const marks = labels.map(({ x, y }) => ({ x, y, radius: 6 }));
    const placed = placeLabels(labels, marks, [], 200, 200);
    expect(placed.size).toBe(2);
    expect(placed.get('b')).toMatchObject({ anchor: 'start', x: 63 });
    expect(Math.abs(placed.get('a')!.y - placed.get('b')!.y)).toBeGreaterThan(5);
  });
  it('are left out where there is no room', () => {
    expect(placeLabels([at('a', 20, 10)], [], [], 40, 20).size).toBe(0);
  });
});

describe('files and numbers', () => {
  it('CSV quotes what must be quoted and lets no text become a formula', () => {
    const table = {
      columns: ['a', 'b'],
      rows: [['x, "y"', 1.5] as [string, number], ['=1+1', null] as [string, null]],
    };
    expect(toCsv(table)).toBe('a,b\r\n"x, ""y""",1.5\r\n\'=1+1,\r\n');
  });
  it('numbers are said with few figures, a true minus and a fixed space', () => {
    expect(percent(0.9622)).toBe('96.2\u00a0%');
    expect(percent(-0.0001)).toBe('0.0\u00a0%');
    expect(points(-0.096)).toBe('\u22129.6');
    expect(points(0.042)).toBe('+4.2');
    expect([cost(1), cost(16.82), cost(100)]).toEqual(['1.00', '16.8', '100']);
    expect(count(2919)).toBe('2,919');
  });
});
