import { expect, test } from 'vitest';
import { study } from '../../../../src/study/study';
import { bibtexText, dataHash, paperBibtex, runBibtex } from '../../../../src/ui/report/citation';
import { recorded } from '../../../support/recorded';

test('the paper’s entry has what the paper is found by', () => {
  expect(paperBibtex).toContain('author = {Henry Bae and Kehang Zhu and Aghyad Deeb and Alex Fleury}');
  expect(paperBibtex).toContain('arXiv preprint arXiv:2312.11511');
});

test('a run’s entry names data, models, date, version and seed', async () => {
  const experiment = { ...(await recorded('humaneval')), name: 'Mine {100 %} & \\more_' };
  const report = await study(experiment, { seed: 3 });
  const facts = { date: '2026-03-09', version: '0.1.0 (abc)', url: 'https://a.example/#/report?of={x}' };
  const entry = runBibtex(experiment, report, facts);
  expect(entry).toContain(`SHA-256 ${dataHash(experiment)}`);
  for (const { name } of experiment.models) expect(entry).toContain(name);
  expect(entry).toContain('title = {Mine \\{100 \\%\\} \\& \\textbackslash{}more\\_}');
  expect(entry).toContain('ComplexityNet 0.1.0 (abc)');
  expect(entry).toContain('Seed: 3. Studied 2026-03-09');
  expect(entry).toContain('year = {2026},\n  month = {3}');
  expect(entry).toContain(`2460 trials, ${report.kept} kept tasks of 164`);
  expect(entry).toContain('url = {https://a.example/#/report?of=%7Bx%7D}');
  expect([...entry].filter((c) => c === '{')).toHaveLength([...entry].filter((c) => c === '}').length);
});

test('the data’s hash is of outcomes, not of texts or names', async () => {
  const experiment = await recorded('humaneval');
  const hash = dataHash(experiment);
  const renamed = {
    ...experiment,
    name: 'Other',
    tasks: experiment.tasks.map((task) => ({ ...task, prompt: 'x' })),
  };
  expect(dataHash(renamed)).toBe(hash);
  const [first, ...rest] = experiment.tasks;
  expect(
    dataHash({ ...experiment, tasks: [{ ...first, trials: first.trials.map(() => ['0']) }, ...rest] }),
  ).not.toBe(hash);
  expect(bibtexText('a\nb')).toBe('a b');
});
