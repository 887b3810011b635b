import { parseLiveModel } from '../../lab/live-settings';
import type { LiveDefinition } from '../../lab/run/contract';
import type { RunOptions } from '../../core/interfaces';
import { count } from '../format';
import { unpricedWords } from '../live/words';
import { findSource, type LoadedExperiment, loadSource } from '../state/experiment-source';

/** One thing that a reader must know of how the answers came about. */
export interface Fact {
  name: string;
  text: string;
}

/** What a report is made of. */
export interface ReportSource extends LoadedExperiment {
  facts: Fact[];
  /** The day of the last answer, where it is known. */
  date?: string;
}

const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);

/** A fixed number of characters tells enough of a list of names. */
function listed(names: Iterable<string>): string {
  const all = [...new Set(names)].sort();
  return all.length > 4 ? `${all.slice(0, 4).join(', ')} and ${all.length - 4} more` : all.join(', ');
}

/**
 * Reads the content of a file, a bundle or outcomes, for a report; nothing of it is kept in this browser.
 *
 * @throws BundleError, OutcomesFileError or Error, for the visitor
 */
export async function reportOfFile(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  options: RunOptions,
): Promise<ReportSource> {
  // "PK": every zip archive begins so.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return reportOfOutcomes(bytes, name);
  const [{ inspectBundle }, { liveExperiment }] = await Promise.all([
    import('../../store/bundle/inspect'),
    import('../live/live-experiment'),
  ]);
  const { definition, trials, counts } = await inspectBundle(bytes, options);
  const loaded = await liveExperiment(
    definition as LiveDefinition,
    trials.map(({ summary }) => summary),
  );
  const dates = trials.map(({ summary }) => summary.answeredAt);
  const first = dates.reduce((a, b) => Math.min(a, b), Infinity);
  const last = dates.reduce((a, b) => Math.max(a, b), -Infinity);
  const { temperature, maxTokens } = definition.sampling;
  const served = definition.models.map(({ id, name: named }) => {
    const answered = trials
      .filter(({ detail }) => detail.model === id)
      .map(({ detail }) => detail.answer.model);
    return `${named}: ${listed(answered) || 'no answer'}`;
  });
  return {
    ...loaded,
    date: day(last),
    facts: [
      { name: 'Answered', text: `${day(first)} to ${day(last)}` },
      { name: 'Models, as their servers named them', text: served.join('; ') },
      {
        name: 'Sampling',
        text: `${definition.trials} trials a model and task, temperature ${temperature}, at most ${count(maxTokens)} tokens, seed ${definition.seed}`,
      },
      {
        name: 'Spent',
        text: `$${counts.dollars.toFixed(2)}; ${count(counts.judged)} of ${count(counts.trials)} trials judged, ${count(counts.failures)} could not be had. ${unpricedWords(definition.models.flatMap((model) => parseLiveModel(model) ?? []))}`,
      },
      { name: 'Judged by the code of version', text: listed(trials.map(({ detail }) => detail.codeVersion)) },
    ],
  };
}

async function reportOfOutcomes(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<ReportSource> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('What came is neither a bundle nor an outcomes file.');
  }
  if (/^\s*</.test(text)) {
    throw new Error(
      'What came is a web page, not a file of an experiment: the link must be to the file itself.',
    );
  }
  const { experimentOfText } = await import('../transfer/recorded-experiment');
  return { ...experimentOfText('report', name, text), facts: [] };
}

/**
 * What there is to report of an experiment that is here.
 *
 * @returns undefined where there is none of that id
 * @throws Error, for the visitor
 */
export async function reportOfExperiment(id: string): Promise<ReportSource | undefined> {
  const source = await findSource(id);
  if (!source) return undefined;
  const facts = [{ name: 'Recorded', text: source.description }];
  return { ...(await loadSource(id)), facts };
}
