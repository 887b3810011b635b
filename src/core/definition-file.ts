import * as v from 'valibot';
import { canonicalJson } from './canonical-json';
import { checkDefinition } from './definition-check';
import { DefinitionError } from './definition-error';
import { definitionFormat, definitionSchema, definitionVersion } from './definition-schema';
import type { Model } from './experiment';
import { isNestedTooDeeply } from './json-depth';
import type { ExperimentDefinition } from './live-experiment';
import { shown } from './outcomes-error';
import { schemaProblem } from './schema-problem';
import { secretsIn } from './secrets-in';

/**
 * Checks that JSON is the definition of an experiment.
 *
 * @throws DefinitionError
 */
export function readDefinition(value: unknown): ExperimentDefinition {
  const head = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (head.format !== definitionFormat) {
    throw new DefinitionError('not-definition', 'This is not the definition of an experiment', [
      `format: expected "${definitionFormat}", got ${shown(head.format)}`,
    ]);
  }
  if (typeof head.version === 'number' && head.version > definitionVersion) {
    throw new DefinitionError(
      'newer-version',
      'This definition was written by a newer version of this program: open it with that one',
    );
  }
  if (isNestedTooDeeply(value))
    throw new DefinitionError('malformed', 'This definition is nested too deeply');
  const secrets = secretsIn(value);
  if (secrets.length > 0) {
    throw new DefinitionError('secret', 'A definition never holds a key, and this one seems to', secrets);
  }
  const result = v.safeParse(definitionSchema, value);
  const problems = result.success
    ? checkDefinition(result.output as ExperimentDefinition)
    : result.issues.map(schemaProblem);
  if (problems.length > 0) throw new DefinitionError('malformed', 'This definition can’t be used', problems);
  return value as ExperimentDefinition;
}

/**
 * Reads a definition from its file. How its models are reached is kept as it stands: whoever runs it checks that.
 *
 * @throws DefinitionError
 */
export function parseDefinition(text: string): ExperimentDefinition {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new DefinitionError('not-definition', 'This is not the definition of an experiment', [
      `expected JSON: ${(error as Error).message}`,
    ]);
  }
  return readDefinition(value);
}

/**
 * The file of a definition: JSON that starts the same run elsewhere, always the same text for the same definition.
 *
 * @throws DefinitionError where it would not be read back, or holds what looks like a key
 */
export function formatDefinition<M extends Model>(definition: ExperimentDefinition<M>): string {
  const plain: unknown = JSON.parse(canonicalJson(definition));
  return `${JSON.stringify(readDefinition(plain), null, 2)}\n`;
}
