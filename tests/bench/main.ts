// npm run bench -- [name [parts]] [--json]

import { parseArgs } from 'node:util';
import { type Bench, CannotRun } from './bench';
import { table } from './table';

const modules = import.meta.glob<Bench>('./*/bench.ts');

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const names = Object.keys(modules).map((path) => path.split('/')[1]);
  const usage = `Usage: npm run bench -- [${names.join(' | ')} [parts of it]] [--json]`;
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [wanted, ...parts] = positionals;
  if (wanted !== undefined && !names.includes(wanted)) {
    console.error(usage);
    return 2;
  }
  const results: Record<string, object> = {};
  for (const name of wanted === undefined ? names : [wanted]) {
    results[name] = await measure(name, parts);
    if (!values.json) console.log(`${table(name, results[name])}\n`);
  }
  if (values.json) {
    console.log(JSON.stringify(wanted === undefined ? results : results[wanted], null, 2));
  }
  return Object.values(results).some((result) => 'failed' in result) ? 1 : 0;
}

/** The benchmark's own result, or `{ skipped: reason }`, or `{ failed: message }`. */
async function measure(name: string, parts: readonly string[]): Promise<object> {
  try {
    const bench = await modules[`./${name}/bench.ts`]();
    const all = bench.parts ?? [];
    const unknown = parts.find((part) => !all.includes(part));
    if (unknown !== undefined) {
      return { failed: `${name} has no part ${unknown}${all.length ? `, but ${all.join(', ')}` : ''}` };
    }
    return await bench.run(parts.length ? parts : all);
  } catch (error) {
    if (error instanceof CannotRun) return { skipped: error.message };
    console.error(error);
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
