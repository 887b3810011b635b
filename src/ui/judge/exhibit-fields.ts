import * as v from 'valibot';
import type { Strictness } from '../../judge/contract';
import type { LinkField } from '../link/link.svelte';
import { pack, unpackJson } from '../link/packed';
import type { Exhibit } from './bench.svelte';

/** What stands in the judge's fields. */
export interface Shown {
  exhibit: Exhibit;
  strictness: Strictness;
  deadlineSeconds: number;
  /** The starter task whose example it is, unedited; and which. */
  task?: string;
  example?: number;
}

const text = v.pipe(v.string(), v.maxLength(500_000));
const schema = v.object({
  answer: text,
  tests: text,
  setup: text,
  strictness: v.picklist(['lenient', 'strict'] satisfies Strictness[]),
  deadlineSeconds: v.picklist([1, 4, 10]),
});

/** What a link says of the judge's page: an example by its task, anything else packed. */
export function exhibitFields(read: () => Shown, write: (shown: Shown) => void): Record<string, LinkField> {
  const nothing: Exhibit = { answer: '', tests: '', setup: '' };
  const settings = { strictness: 'lenient' as const, deadlineSeconds: 4 };
  return {
    example: {
      read() {
        const { task, example } = read();
        return task === undefined ? undefined : `${task}.${example}`;
      },
      write(value) {
        if (value === undefined) return true;
        const [, task, example] = /^([\w/-]{1,40})\.(\d)$/.exec(value) ?? [];
        if (task === undefined) return false;
        write({ exhibit: nothing, ...settings, task, example: Number(example) });
        return true;
      },
    },
    code: {
      read() {
        const { task, exhibit, strictness, deadlineSeconds } = read();
        const isEmpty = !exhibit.answer && !exhibit.tests;
        if (task !== undefined || isEmpty) return undefined;
        return pack(JSON.stringify({ ...exhibit, strictness, deadlineSeconds }));
      },
      write(value) {
        if (value === undefined) return true;
        const shown = v.safeParse(schema, unpackJson(value));
        if (!shown.success) return false;
        const { strictness, deadlineSeconds, ...exhibit } = shown.output;
        write({ exhibit, strictness, deadlineSeconds });
        return true;
      },
    },
  };
}
