import { canonicalJson } from '../../../core/canonical-json';
import type { TaskKind } from '../kind';
import { plainPrompts } from '../plain-prompt';
import { jsonIn } from './find-json';

/** The text of a value, whatever the order of its keys; undefined where it is no JSON. */
function canonical(text: string): string | undefined {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A question whose answer is JSON: equal to the expected, whatever the order of keys and the spaces. */
export const json: TaskKind = {
  id: 'json',
  name: 'JSON',
  testsAre: 'the one right value, as JSON',
  showsTests: false,
  problemIn: ({ tests }) =>
    tests.length === 1 && canonical(tests[0]) !== undefined ? undefined : 'it needs one value as JSON',
  ...plainPrompts('You answer with JSON.', 'Answer with JSON alone, without anything around it.'),
  judge(answer, { tests: [expected] }, strictness) {
    const found = jsonIn(answer, strictness === 'strict');
    if (!found) return { by: 'kind', found: undefined, wanted: 'JSON' };
    const text = canonicalJson(found.value);
    return { by: 'kind', found: text, passed: [text === canonical(expected)] };
  },
};
