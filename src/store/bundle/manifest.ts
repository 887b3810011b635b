import * as v from 'valibot';
import { shown } from '../../core/outcomes-error';
import { schemaProblem } from '../../core/schema-problem';
import type { Archive } from './archive';
import { BundleError, type BundleProblems } from './bundle-error';
import {
  aboutName,
  bundleFormat,
  bundleVersion,
  definitionName,
  type Manifest,
  manifestName,
  manifestSchema,
} from './format';

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Reads the manifest, and compares it with the members that there are.
 *
 * @throws BundleError
 */
export function readManifest(archive: Archive, problems: BundleProblems): Manifest {
  const value = parse(archive.read(manifestName));
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Manifest>;
  if (format !== bundleFormat) {
    const message = `format: expected "${bundleFormat}", got ${shown(format)}`;
    throw new BundleError('not-bundle', 'This archive is not a bundle of an experiment', [
      { member: manifestName, message },
    ]);
  }
  if (typeof version === 'number' && version > bundleVersion) {
    throw new BundleError(
      'newer-version',
      'This bundle was written by a newer version of this program: open it with that one',
    );
  }
  const result = v.safeParse(manifestSchema, value);
  if (!result.success) {
    for (const issue of result.issues) problems.add(manifestName, undefined, schemaProblem(issue));
    problems.throwIfAny();
  }
  const manifest = result.output as Manifest;
  checkMembers(archive, manifest, problems);
  problems.throwIfAny();
  return manifest;
}

function checkMembers({ names }: Archive, { members }: Manifest, problems: BundleProblems): void {
  const listed = members.map(({ name }) => name);
  listed.forEach((name, at) => {
    if (listed.indexOf(name) < at)
      problems.add(manifestName, undefined, `members: ${name} stands there twice`);
    if (!names.includes(name)) problems.add(name, undefined, 'is missing, and the manifest names it');
  });
  for (const name of names) {
    if (name !== manifestName && !listed.includes(name)) {
      problems.add(name, undefined, 'is not in the manifest');
    }
  }
  for (const name of [aboutName, definitionName]) {
    if (!listed.includes(name)) problems.add(name, undefined, 'is missing');
  }
}
