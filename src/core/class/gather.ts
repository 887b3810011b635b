import { readCodes, type Result } from './code';
import type { Round } from './round';

/** What came of all that a class handed in. */
export interface Gathered {
  /** Whole results of this round, in the order in which they came. */
  results: Result[];
  /** What was left out, each by its player's name where that can be read, else by how it begins. */
  refused: { who: string; why: string }[];
}

const shortened = (text: string) => (text.length > 32 ? `${text.slice(0, 32)}…` : text);

/**
 * Puts the codes of a class together: those of this round that are whole. The first of a name counts.
 *
 * @param texts what was pasted, and the content of each file
 */
export function gather(
  round: Round,
  models: number,
  texts: readonly { from: string; text: string }[],
): Gathered {
  const results: Result[] = [];
  const refused: Gathered['refused'] = [];
  for (const { from, text } of texts) {
    const lines = readCodes(text);
    if (lines.length === 0 && text.trim() !== '') refused.push({ who: from, why: 'no code is in it' });
    for (const line of lines) {
      if ('problem' in line) {
        refused.push({ who: `“${shortened(line.text)}” (${from})`, why: line.problem });
        continue;
      }
      const { result } = line;
      const same = results.find(({ player }) => player === result.player);
      const why = unfit(round, models, result) ?? (same && repeated(same, result));
      if (why === undefined) results.push(result);
      else refused.push({ who: `${result.player || 'someone without a name'} (${from})`, why });
    }
  }
  return { results, refused };
}

function unfit(round: Round, models: number, result: Result): string | undefined {
  if (result.experiment !== round.experiment) return `played with other answers: “${result.experiment}”`;
  if (result.round !== round.number) return `played round ${result.round}, not ${round.number}`;
  if (result.fingerprint !== round.fingerprint) {
    return 'had other tasks, though the round has the same number: their recorded answers differ from those here';
  }
  if (result.choices.length !== round.tasks.length) {
    return `guessed at ${result.choices.length} tasks of ${round.tasks.length}`;
  }
  return result.choices.some((choice) => choice >= models) ? 'chose a model that there isn’t' : undefined;
}

function repeated(first: Result, again: Result): string {
  return first.choices.join() === again.choices.join()
    ? 'is here twice, with the same guesses'
    : 'is here twice, with other guesses: the first count';
}
