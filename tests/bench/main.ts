// npm run bench -- [name] [--json]

import { parseArgs } from 'node:util';
import { type Bench, CannotRun } from './bench';
import { table } from './table';

const modules = import.meta.glob<Bench>('./*/bench.ts');

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const names = Object.keys(modules).map((path) => path.split('/')[1]);
  const usage = `Usage: npm run bench -- [${names.join(' | ')}] [--json]`;
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length > 1 || positionals.some((name) => !names.includes(name))) {
    console.error(usage);
    return 2;
  }
  const results: Record<string, object> = {};
  for (const name of positionals.length ? positionals : names) {
    results[name] = await measure(name);
    if (!values.json) console.log(`${table(name, results[name])}\n`);
  }
  if (values.json) {
    console.log(JSON.stringify(positionals.length ? results[positionals[0]] : results, null, 2));
  }
  return Object.values(results).some((result) => 'failed' in result) ? 1 : 0;
}

/** The benchmark's own result, or `{ skipped: reason }`, or `{ failed: message }`. */
async function measure(name: string): Promise<object> {
  try {
    const bench = await modules[`./${name}/bench.ts`]();
    return await bench.run();
  } catch (error) {
    if (error instanceof CannotRun) return { skipped: error.message };
    console.error(error);
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
