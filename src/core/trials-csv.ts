import type { TokenUsage } from './economics';
import { passed, type Trial } from './experiment';

/** One trial as a row of a table. What is not known is left out, and its cell empty. */
export interface TrialRow {
  task: string;
  model: string;
  /** The how-manieth answer of this model to this task, from 0. */
  index: number;
  trial: Trial;
  tokens?: TokenUsage;
  seconds?: number;
  dollars?: number;
}

const header = [
  'task',
  'model',
  'index',
  'verdict',
  'digits',
  'tokens in',
  'tokens out',
  'seconds',
  'dollars',
];

/** A text as a cell. Spreadsheets take what begins like a formula for one (OWASP, "CSV injection"): an apostrophe stops them. */
function textCell(text: string): string {
  const safe = /^[\s\0]*[=+\-@＝＋－＠|]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const numberCell = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? '' : String(value);

/**
 * Trials as CSV (RFC 4180: CRLF after every row, the header first). `digits` is the trial itself, one digit per
 * test: to be read as text, as leading zeros count.
 */
export function formatTrialsCsv(rows: Iterable<TrialRow>): string {
  let csv = `${header.join(',')}\r\n`;
  for (const { task, model, index, trial, tokens, seconds, dollars } of rows) {
    const cells = [
      textCell(task),
      textCell(model),
      numberCell(index),
      passed(trial) ? 'pass' : 'fail',
      textCell(trial),
      numberCell(tokens?.input),
      numberCell(tokens?.output),
      numberCell(seconds),
      numberCell(dollars),
    ];
    csv += `${cells.join(',')}\r\n`;
  }
  return csv;
}
