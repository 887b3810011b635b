// npm run soak -- [name [count]] [--seed n] [--json]

import { parseArgs } from 'node:util';
import { CannotRun } from '../bench/bench';
import { table } from '../bench/table';
import type { Soak, SoakOptions } from './soak';

const modules = import.meta.glob<Soak>('./*/soak.ts');

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const names = Object.keys(modules).map((path) => path.split('/')[1]);
  const asked = read(args, names);
  if (!asked) {
    console.error(`Usage: npm run soak -- [${names.join(' | ')} [count]] [--seed n] [--json]`);
    return 2;
  }
  const results: Record<string, object> = {};
  let failed = false;
  for (const name of asked.name === undefined ? names : [asked.name]) {
    try {
      const soak = await modules[`./${name}/soak.ts`]();
      const result = await soak.run((line) => process.stderr.write(`${line}\n`), asked.options);
      results[name] = result;
      if (!asked.json) console.log(table(name, result));
      failed ||= !result.ok;
    } catch (error) {
      if (error instanceof CannotRun) {
        results[name] = { skipped: error.message };
        if (!asked.json) console.log(`${name}: skipped: ${error.message}`);
      } else {
        console.error(error);
        results[name] = { failed: error instanceof Error ? error.message : String(error) };
        failed = true;
      }
    }
  }
  if (asked.json) {
    console.log(JSON.stringify(asked.name === undefined ? results : results[asked.name], null, 2));
  }
  return failed ? 1 : 0;
}

interface Asked {
  name?: string;
  json: boolean;
  options: SoakOptions;
}

/** @returns undefined where they can't be understood */
function read(args: string[], names: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, seed: { type: 'string' } },
      allowPositionals: true,
    });
    const [name, count, ...more] = positionals;
    if (more.length > 0 || (name !== undefined && !names.includes(name))) return undefined;
    const options: SoakOptions = {};
    if (count !== undefined) options.count = whole(count);
    if (values.seed !== undefined) options.seed = whole(values.seed);
    return { ...(name !== undefined && { name }), json: values.json ?? false, options };
  } catch {
    return undefined;
  }
}

/** @throws RangeError */
function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new RangeError(`${text} is no count`);
  return Number(text);
}
