import * as v from 'valibot';
import { DefinitionError } from '../../core/definition-error';
import { readDefinition } from '../../core/definition-file';
import { sha256Hex } from '../../core/digest';
import { isNestedTooDeeply } from '../../core/json-depth';
import type { RunOptions } from '../../core/interfaces';
import type { ExperimentDefinition, TrialKey } from '../../core/live-experiment';
import { shown } from '../../core/outcomes-error';
import { schemaProblem } from '../../core/schema-problem';
import type { WholeExperiment } from '../experiments/contract';
import { type Archive, defaultLimits, type Limits, openArchive } from './archive';
import { BundleError, BundleProblems } from './bundle-error';
import {
  aboutName,
  aboutSchema,
  definitionName,
  failuresName,
  type Manifest,
  manifestName,
  predictorsName,
} from './format';
import { readManifest } from './manifest';
import { pause } from './pause';
import { failureOf, failureRow, predictorOf, predictorRow, trialOf, trialRow } from './rows';

/** What a bundle holds, before anything of it is written. */
export interface Inspection extends WholeExperiment {
  counts: {
    tasks: number;
    models: number;
    trials: number;
    /** Trials with a verdict. */
    judged: number;
    failures: number;
    predictors: number;
    dollars: number;
  };
}

export interface InspectOptions extends RunOptions {
  limits?: Limits;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a member, once its hash is right; undefined, and reported, where it isn't. */
function textOf(
  archive: Archive,
  { name, bytes, sha256 }: Manifest['members'][number],
  problems: BundleProblems,
): string | undefined {
  const content = archive.read(name);
  if (content.length !== bytes || sha256Hex(content) !== sha256) {
    problems.add(name, undefined, 'its content is not what the manifest says: it was changed, or damaged');
    return undefined;
  }
  try {
    return decoder.decode(content);
  } catch {
    problems.add(name, undefined, 'expected UTF-8');
    return undefined;
  }
}

/** Reads lines against a schema; what is wrong is reported with its line. */
function readLines<S extends v.GenericSchema>(
  name: string,
  text: string,
  schema: S,
  problems: BundleProblems,
  use: (row: v.InferOutput<S>, line: number) => void,
): void {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else problems.add(name, lines.length, 'expected a line feed at the end');
  lines.forEach((line, at) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return problems.add(name, at + 1, `expected one JSON object, got ${shown(line)}`);
    }
    if (isNestedTooDeeply(value)) return problems.add(name, at + 1, 'is nested too deeply');
    const result = v.safeParse(schema, value);
    if (result.success) use(result.output, at + 1);
    else for (const issue of result.issues) problems.add(name, at + 1, schemaProblem(issue));
  });
}

/** Does a key belong to the definition, and comes for the first time? */
function keyCheck({ taskIds, models }: ExperimentDefinition) {
  const tasks = new Set(taskIds);
  const modelIds = new Set(models.map(({ id }) => id));
  const seen = new Map<string, string>();
  return ({ task, model, index }: Omit<TrialKey, 'experiment'>, where: string): string | undefined => {
    if (!tasks.has(task)) return `task: expected one of the definition’s, got ${shown(task)}`;
    if (!modelIds.has(model)) return `model: expected one of the definition’s, got ${shown(model)}`;
    const key = JSON.stringify([task, model, index]);
    const first = seen.get(key);
    if (first) return `expected each trial once, got ${key}, which stands at ${first} already`;
    seen.set(key, where);
    return undefined;
  };
}

function readHead<Result>(
  name: string,
  text: string,
  read: (value: unknown) => Result,
  problems: BundleProblems,
): Result | undefined {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    for (const message of problemsOf(error)) problems.add(name, undefined, message);
    return undefined;
  }
}

function problemsOf(error: unknown): string[] {
  if (error instanceof DefinitionError) return [error.message.split('\n')[0], ...error.problems];
  if (v.isValiError(error)) return error.issues.map(schemaProblem);
  if (error instanceof SyntaxError) return ['expected JSON'];
  throw error;
}

/**
 * Reads a bundle as a whole, and writes nothing. Progress counts its members.
 *
 * @throws BundleError with up to 20 problems, each with its member and line; nothing of such a bundle is used
 * @throws DOMException "AbortError" when aborted
 */
export async function inspectBundle(
  bytes: Uint8Array,
  { signal, onProgress, limits = defaultLimits }: InspectOptions = {},
): Promise<Inspection> {
  const archive = openArchive(bytes, limits);
  if (!archive.names.includes(manifestName)) {
    throw new BundleError(
      'not-bundle',
      `This archive is not a bundle of an experiment: it has no ${manifestName}`,
    );
  }
  const problems = new BundleProblems();
  const { members } = readManifest(archive, problems);
  const head = <Result>(name: string, read: (value: unknown) => Result): Result | undefined => {
    const text = textOf(
      archive,
      members.find((one) => one.name === name)!,
      problems,
    );
    return text === undefined ? undefined : readHead(name, text, read, problems);
  };
  const about = head(aboutName, (value) => v.parse(aboutSchema, value));
  const definition = head(definitionName, readDefinition);
  problems.throwIfAny();
  // Where either could not be read, that was a problem.
  if (!about || !definition) throw new BundleError('malformed', 'This bundle has no definition');
  const { createdAt } = about;

  const { id } = definition;
  const found: WholeExperiment = { definition, createdAt, trials: [], failures: [], predictors: [] };
  const check = { trial: keyCheck(definition), failure: keyCheck(definition) };
  let done = 0;
  for (const member of members) {
    const { name } = member;
    if (name !== definitionName && name !== aboutName) {
      const text = textOf(archive, member, problems);
      if (text !== undefined) readMember(name, text);
    }
    onProgress?.({ done: ++done, total: members.length });
    await pause(signal);
  }
  problems.throwIfAny();
  return { ...found, counts: counted(found) };

  function readMember(name: string, text: string): void {
    const checked = <R extends Omit<TrialKey, 'experiment'>>(
      of: keyof typeof check,
      use: (row: R) => void,
    ) => {
      return (row: R, line: number) => {
        const problem = check[of](row, `${name} line ${line}`);
        if (problem) problems.add(name, line, problem);
        else use(row);
      };
    };
    if (name === failuresName) {
      readLines(
        name,
        text,
        failureRow,
        problems,
        checked('failure', (row) => found.failures.push(failureOf(id, row))),
      );
    } else if (name === predictorsName) {
      readLines(name, text, predictorRow, problems, (row, line) => {
        if (found.predictors.some((one) => one.id === row.id)) {
          problems.add(name, line, `id: expected one not used before, got ${shown(row.id)} again`);
        } else found.predictors.push(predictorOf(id, row));
      });
    } else {
      readLines(
        name,
        text,
        trialRow,
        problems,
        checked('trial', (row) => found.trials.push(trialOf(id, row))),
      );
    }
  }
}

function counted({ definition, trials, failures, predictors }: WholeExperiment): Inspection['counts'] {
  return {
    tasks: definition.taskIds.length,
    models: definition.models.length,
    trials: trials.length,
    judged: trials.filter(({ summary }) => summary.verdict !== undefined).length,
    failures: failures.length,
    predictors: predictors.length,
    dollars: trials.reduce((sum, { summary }) => sum + summary.dollars, 0),
  };
}
