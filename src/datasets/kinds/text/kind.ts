import { announced, boxed, saidIn, withoutMarkup } from '../answer-text';
import type { TaskKind } from '../kind';
import { plainPrompts } from '../plain-prompt';

const mark = /[\s"')\]}.,:;!?–—-]/;

/** By hand: an expression that looks for marks before an end begins anew at each of them. */
function withoutEndMarks(text: string): string {
  let end = text.length;
  while (end > 0 && mark.test(text[end - 1])) end--;
  return text.slice(0, end);
}

/** Without what doesn't tell one short answer from another: case, marks at its ends, spaces, a leading article. */
export function normalised(text: string): string {
  const plain = withoutMarkup(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/^[\s"'([{.,:;!?–—-]+/, '');
  return withoutEndMarks(plain)
    .replace(/^(?:the|an?)\s+/, '')
    .replace(/\s+/g, ' ');
}

/** What an answer says in the end, the likeliest first. */
function candidates(said: string): string[] {
  const lines = said.split('\n').filter((line) => line.trim());
  return [boxed(said), announced(withoutMarkup(said)), said, lines.at(-1)].flatMap((text) => text ?? []);
}

/** A question with a short text as its answer: exact where judged strictly, else without case and punctuation. */
export const shortText: TaskKind = {
  id: 'text',
  name: 'Short text',
  testsAre: 'right answers, any of which will do',
  showsTests: false,
  usesPython: false,
  problemIn: ({ tests }) =>
    tests.length > 0 && tests.every((test) => normalised(test)) ? undefined : 'it needs a text as its answer',
  ...plainPrompts(
    'You answer questions shortly and exactly.',
    'Answer with the answer alone, without a sentence around it.',
  ),
  judge(answer, { tests }, strictness) {
    const said = saidIn(answer).trim();
    if (!said) return { by: 'kind', found: undefined, wanted: 'a text' };
    if (strictness === 'strict') {
      return { by: 'kind', found: said, passed: [tests.some((test) => test.trim() === said)] };
    }
    const right = new Set(tests.map(normalised));
    const found = candidates(said);
    const hit = found.find((text) => right.has(normalised(text)));
    return { by: 'kind', found: hit ?? found[0], passed: [hit !== undefined] };
  },
};
