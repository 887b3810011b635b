import * as v from 'valibot';

export const bundleFormat = 'complexitynet-bundle';
export const bundleVersion = 1;

export const manifestName = 'manifest.json';
/** What the definition doesn't say, kept apart from the manifest so that a hash guards it. */
export const aboutName = 'about.json';
export const definitionName = 'definition.json';
export const failuresName = 'failures.jsonl';
export const predictorsName = 'predictors.jsonl';

/** So many trials are written, and read, between two turns of the page. */
export const trialsPerMember = 500;

/** Members of trials are counted from 1. */
export const trialsName = (number: number) => `trials-${String(number).padStart(5, '0')}.jsonl`;

const memberName = /^(about\.json|definition\.json|failures\.jsonl|predictors\.jsonl|trials-\d{5,}\.jsonl)$/;
const count = v.pipe(v.number('a number'), v.safeInteger('a whole number'), v.minValue(0, 'at least 0'));

const member = v.strictObject(
  {
    name: v.pipe(v.string('a name'), v.regex(memberName, 'the name of a member')),
    bytes: count,
    sha256: v.pipe(v.string('a hash'), v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')),
  },
  'name, bytes and sha256',
);

export const manifestSchema = v.strictObject(
  {
    format: v.literal(bundleFormat, `"${bundleFormat}"`),
    version: v.literal(bundleVersion, String(bundleVersion)),
    members: v.array(member, 'a list of members'),
  },
  'format, version and members',
);

export const aboutSchema = v.strictObject(
  {
    /** Milliseconds since 1970. */
    createdAt: v.pipe(count, v.maxValue(8.64e15, 'a time')),
  },
  'createdAt',
);

export type Manifest = v.InferOutput<typeof manifestSchema>;
