import 'fake-indexeddb/auto';
import { importMany } from '../../support/imports';

const count = 1000;

export const name = 'imports';

/** 1,000 mutated bundles, definitions and outcomes files: each refused in clear words, or imported as it stands. */
export async function run(tell: (line: string) => void): Promise<{ ok: boolean }> {
  const begun = performance.now();
  const tally = await importMany(count, (done) => {
    if (done % 100 === 0) tell(`${done} of ${count}`);
  });
  const seconds = (performance.now() - begun) / 1000;
  const result = { ...tally, seconds, ok: true };
  return result;
}
