import * as v from 'valibot';
import { OutcomesFileError, type ProblemList, shown } from './outcomes-error';
import { namedRules, type StatedRule, statedProblems } from './outcomes-rule';

export const outcomesFormat = 'complexitynet-outcomes';
export const outcomesVersion = 1;

const text = v.pipe(v.string(), v.nonEmpty());
const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const model = v.object({
  id: text,
  name: text,
  unitCost: v.pipe(v.number(), v.finite(), v.gtValue(0)),
  price: v.optional(v.object({ input: atLeast0, output: atLeast0 })),
  version: v.optional(text),
});
const source = v.object({
  title: text,
  // It becomes a link on the page: no javascript: address may come in with a file.
  url: v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/i)),
  licence: text,
  note: text,
});
const threshold = v.object({ smallestReliable: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)) });
const level = v.object({
  level: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100)),
  when: v.optional(text),
  model: text,
});
const inWords = v.object({ name: text, levels: v.pipe(v.array(level), v.minLength(1), v.maxLength(20)) });
const named = v.union([v.picklist(namedRules), threshold]);
const schema = v.object({
  name: text,
  dataset: text,
  models: v.pipe(v.array(model), v.minLength(1), v.maxLength(10)),
  visibleTests: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  rule: v.optional(
    v.lazy((value): v.GenericSchema<unknown, StatedRule> =>
      typeof value === 'object' && value !== null && 'levels' in value ? inWords : named,
    ),
  ),
  source: v.optional(source),
});

/** The first line of an outcomes file, but for `format` and `version`. */
export type OutcomesHeader = v.InferOutput<typeof schema>;

/** What each field should have been, by its name; items of a list are objects. */
const expected: Record<string, string> = {
  name: 'a string that is not empty',
  dataset: 'a string that is not empty',
  models: 'a list of 1 to 10 models',
  visibleTests: 'a whole number of at least 0',
  rule:
    `${namedRules.map((id) => `"${id}"`).join(', ')}, {"smallestReliable": a number above 0, at most 1} or ` +
    '{"name": …, "levels": [{"level": 1, "when": "x1 == M", "model": …}, …]}',
  source: 'an object with title, url, licence and note',
  level: 'a whole number from 0 to 100',
  levels: 'a list of 1 to 20 levels',
  when: 'a condition such as "x1 == M"',
  model: 'the id of a model',
  smallestReliable: 'a number above 0, at most 1',
  title: 'a string that is not empty',
  url: 'an address that starts with http:// or https://',
  licence: 'a string that is not empty',
  note: 'a string that is not empty',
  id: 'a string that is not empty',
  unitCost: 'a number above 0',
  price: 'an object with input and output, in dollars per million tokens',
  input: 'a number of at least 0',
  output: 'a number of at least 0',
  version: 'a string that is not empty',
};

function report(issue: v.BaseIssue<unknown>, problems: ProblemList): void {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const path = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const wanted = expected[String(keys.at(-1))] ?? 'an object with id, name and unitCost';
  const found = Array.isArray(issue.input) ? `a list of ${issue.input.length}` : shown(issue.input);
  problems.add(1, `${path.slice(1)}: expected ${wanted}, got ${found}`);
}

function checkModels({ models }: OutcomesHeader, problems: ProblemList): void {
  models.forEach(({ id, unitCost }, k) => {
    if (models.findIndex((other) => other.id === id) < k) {
      problems.add(1, `models[${k}].id: expected an id not used before, got ${shown(id)} again`);
    }
    const cheaper = models[k - 1];
    if (cheaper && cheaper.unitCost > unitCost) {
      problems.add(
        1,
        `models: expected the cheapest first, got ${shown(cheaper.id)} at unit cost ${cheaper.unitCost} before ` +
          `${shown(id)} at ${unitCost}`,
      );
    }
  });
}

function notOutcomes(found: string): OutcomesFileError {
  const message = `expected {"format":"${outcomesFormat}","version":${outcomesVersion},…}, got ${found}`;
  return new OutcomesFileError('not-outcomes', 'This is not an outcomes file', [{ line: 1, message }]);
}

/**
 * Reads the header.
 *
 * @param value the first line as JSON; undefined where it is none
 * @throws OutcomesFileError where the rows can't be read without it: 'not-outcomes', 'newer-version', or
 *   'malformed'; what else is wrong with the models goes to `problems`
 */
export function readHeader(value: unknown, line: string, problems: ProblemList): OutcomesHeader {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw notOutcomes(value === undefined ? `a line that is not JSON: ${shown(line)}` : shown(value));
  }
  const { format, version } = value as Record<string, unknown>;
  if (format !== outcomesFormat) throw notOutcomes(`the format ${shown(format)}`);
  if (typeof version === 'number' && version > outcomesVersion) {
    const message = `version: expected at most ${outcomesVersion}, got ${version}`;
    throw new OutcomesFileError(
      'newer-version',
      'This file was written by a newer version of this program: open it with that one',
      [{ line: 1, message }],
    );
  }
  if (version !== outcomesVersion) {
    problems.add(1, `version: expected ${outcomesVersion}, got ${shown(version)}`);
  }
  const result = v.safeParse(schema, value);
  if (!result.success) {
    for (const issue of result.issues) report(issue, problems);
    problems.throwIfAny();
  }
  const header = result.output as OutcomesHeader;
  checkModels(header, problems);
  if (header.rule !== undefined) {
    const ids = header.models.map(({ id }) => id);
    for (const problem of statedProblems(header.rule, ids)) problems.add(1, problem);
  }
  return header;
}
