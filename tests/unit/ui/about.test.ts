import { describe, expect, it } from 'vitest';
import { study } from '../../../src/study/study';
import type { Cell } from '../../../src/ui/about/cells';
import { judgementOf } from '../../../src/ui/about/harness';
import { sections } from '../../../src/ui/about/rows';
import { recorded } from '../../support/recorded';

const rows = sections.flatMap((section) => section.rows);
const row = (id: string) => rows.find((one) => one.id === id)!;

describe('the paper against this reproduction', async () => {
  const experiment = await recorded('humaneval');
  const report = await study(experiment, { seed: 1 });
  const mbpp = await recorded('mbpp');
  const mbppReport = await study(mbpp, { seed: 1 });

  it('quotes with a place, and says something of every row', () => {
    for (const { id, paper, place, remark } of rows) {
      expect(Boolean(paper), id).toBe(Boolean(paper && place));
      expect(remark, id).not.toBe('');
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('has figures before the complexity model is trained where none is needed, and no others', () => {
    const known = rows.filter(({ here }) => here(report, experiment)).map(({ id }) => id);
    expect(known).toEqual('answers kept stability untrained mid oracle shifted ladder dearest'.split(' '));
  });

  it('follows the report', () => {
    const cell = row('oracle').here(report, experiment) as Cell;
    const { accuracy } = report.policies.find(({ id }) => id === 'oracle:paper-rule')!;
    expect(cell.text).toBe(`${(100 * accuracy.value).toFixed(1)}\u00a0%`);
    expect(cell.detail).toContain('at a cost of 4.06');
    expect(row('kept').here(mbppReport, mbpp)).toEqual({ text: '687 of 973', detail: '286 dropped' });
  });

  it('asks of one trial what one trial can tell', () => {
    expect(['level', 'single', 'oracle'].map((id) => row(id).appliesTo!(mbppReport))).toEqual([
      false,
      true,
      false,
    ]);
    expect(['level', 'single', 'oracle'].map((id) => row(id).appliesTo!(report))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('counts what a harness does to verdicts', async () => {
    const before = judgementOf(await recorded('mbpp-as-recorded'));
    const after = judgementOf(mbpp);
    expect([before.unsolved, after.unsolved]).toEqual([320, 286]);
    expect(before.models[2].right.value).toBeCloseTo(0.58, 3);
    expect(after.models[2].right.value).toBeCloseTo(0.637, 3);
    expect(after.models[2].right.low).toBeLessThan(after.models[2].right.value);
  });
});
