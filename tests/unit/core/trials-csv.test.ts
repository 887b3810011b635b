import { describe, expect, it } from 'vitest';
import { formatTrialsCsv } from '../../../src/core/trials-csv';

/** Reads RFC 4180 as the RFC says it, character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else while (!/[,\r]/.test(text[at])) cell += text[at++];
    row.push(cell);
    if (text[at] === ',') at++;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const row = (task: string, model = 'm') => ({ task, model, index: 0, trial: '1' });

describe('trials as CSV', () => {
  it('has a row per trial, under a header', () => {
    const csv = formatTrialsCsv([
      {
        task: 'HumanEval/0',
        model: 'gpt-4o',
        index: 4,
        trial: '0110',
        tokens: { input: 120, output: 80 },
        seconds: 1.25,
        dollars: 0.0000004,
      },
      { task: '601', model: 'small', index: 0, trial: '111' },
    ]);
    expect(csv).toBe(
      'task,model,index,verdict,digits,tokens in,tokens out,seconds,dollars\r\n' +
        'HumanEval/0,gpt-4o,4,fail,0110,120,80,1.25,4e-7\r\n' +
        '601,small,0,pass,111,,,,\r\n',
    );
  });

  it('quotes what would break a row', () => {
    const odd = ['a,b', 'say "hi"', 'two\nlines', 'two\r\nlines', '"', ' edges ', '', 'é\u2028'];
    const rows = readCsv(formatTrialsCsv(odd.map((text) => row(text, text))));
    expect(rows.slice(1).map(([task, model]) => [task, model])).toEqual(odd.map((text) => [text, text]));
    expect(rows.every((cells) => cells.length === 9)).toBe(true);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '|cmd', '=HYPERLINK("x";"y")'])(
    'leaves %j a text',
    (text) => {
      const [, [task, model]] = readCsv(formatTrialsCsv([row(text, text)]));
      expect([task, model]).toEqual([`'${text}`, `'${text}`]);
    },
  );

  it('leaves a cell empty where a figure is none', () => {
    const csv = formatTrialsCsv([{ ...row('a'), seconds: NaN, dollars: Infinity }]);
    expect(csv).toMatch(/\r\na,m,0,pass,1,,,,\r\n$/);
  });
});
