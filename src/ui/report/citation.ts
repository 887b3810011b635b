import { canonicalJson } from '../../core/canonical-json';
import { sha256Hex } from '../../core/digest';
import type { Experiment } from '../../core/experiment';
import { paper } from '../../core/paper';
import type { Report } from '../../study/report';

/** The paper. */
export const paperBibtex = `@article{bae2023complexitynet,
  title = {${paper.title}},
  author = {${paper.authors.replaceAll(', ', ' and ')}},
  journal = {arXiv preprint arXiv:${paper.url.split('/').at(-1)}},
  year = {2023},
  url = {${paper.url}}
}`;

/**
 * SHA-256 of all that a study of an experiment rests on but texts: models, rules, and the outcome of each trial. Two
 * with the same hash give the same figures.
 */
export function dataHash(experiment: Experiment): string {
  const before = hashes.get(experiment);
  if (before) return before;
  const { models, visibleTests, rule, assignment, tasks } = experiment;
  const outcomes = tasks.map(({ id, trials }) => [id, trials]);
  const hash = sha256Hex(canonicalJson({ models, visibleTests, rule, assignment, outcomes }));
  hashes.set(experiment, hash);
  return hash;
}

/** Of experiments, which never change. */
const hashes = new WeakMap<Experiment, string>();

/** A text within a BibTeX field. */
export function bibtexText(text: string): string {
  const special: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '{': '\\{',
    '}': '\\}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
  };
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\{}~^]/g, (c) => special[c])
    .replace(/[$&%#_]/g, (c) => `\\${c}`);
}

/** What a run's entry says that the report doesn't. */
export interface RunFacts {
  /** The day of the last answer where it is known, else of the study, "2026-11-28". */
  date: string;
  /** Of the app, and of the code that studies. */
  version: string;
  /** Where the report, or the app, is to be found. */
  url: string;
}

/** A study as an entry: everything that is needed to get the same figures. */
export function runBibtex(experiment: Experiment, report: Report, { date, version, url }: RunFacts): string {
  const hash = dataHash(experiment);
  const models = experiment.models.map(({ name, version: of }) => (of ? `${name} (${of})` : name)).join('; ');
  const scope =
    report.scope === 'kept' ? `${report.kept} kept tasks of ${report.tasks}` : `all ${report.tasks} tasks`;
  const note = [
    `Models: ${models}`,
    `Data: ${experiment.dataset}, ${report.trials} trials, ${scope}, SHA-256 ${hash}`,
    `Rule: ${experiment.rule.name}`,
    `Seed: ${report.seed}`,
  ].join('. ');
  return `@misc{complexitynet-${hash.slice(0, 8)},
  title = {${bibtexText(experiment.name)}},
  howpublished = {Study with ComplexityNet ${bibtexText(version)}},
  year = {${date.slice(0, 4)}},
  month = {${Number(date.slice(5, 7))}},
  note = {${bibtexText(note)}. Studied ${date}},
  url = {${url.replace(/[{}\\\s]/g, encodeURIComponent)}}
}`;
}
