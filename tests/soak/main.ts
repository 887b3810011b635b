// npm run soak -- [name]

import { CannotRun } from '../bench/bench';
import { table } from '../bench/table';
import type { Soak } from './soak';

const modules = import.meta.glob<Soak>('./*/soak.ts');

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const names = Object.keys(modules).map((path) => path.split('/')[1]);
  if (args.length > 1 || args.some((name) => !names.includes(name))) {
    console.error(`Usage: npm run soak -- [${names.join(' | ')}]`);
    return 2;
  }
  let failed = false;
  for (const name of args.length ? args : names) {
    try {
      const soak = await modules[`./${name}/soak.ts`]();
      const result = await soak.run((line) => process.stderr.write(`${line}\n`));
      console.log(table(name, result));
      failed ||= !result.ok;
    } catch (error) {
      if (error instanceof CannotRun) {
        console.log(`${name}: skipped: ${error.message}`);
      } else {
        console.error(error);
        failed = true;
      }
    }
  }
  return failed ? 1 : 0;
}
