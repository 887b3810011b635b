import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { routerModule } from '../../../scripts/router-plugin';
import type { Attempt } from '../../../src/core/policy';
import { litellmConfig } from '../../../src/router/litellm';
import { readRouter, type Router } from '../../../src/router/router';
import { madeUpExperiment, madeUpRouter } from '../../support/routers';

const folder = await mkdtemp(join(tmpdir(), 'router-'));
const file = await madeUpRouter(madeUpExperiment(60, 2));
// As a model with prices has it.
file.models[1].price = { input: 0.15, output: 0.6 };
const code = await routerModule();
const router = readRouter(file);
await writeFile(join(folder, 'router.mjs'), code);
await writeFile(join(folder, 'router.json'), JSON.stringify(file));
afterAll(() => rm(folder, { recursive: true }));

const prompts = ['write to count count it', 'write to prove prove it', '', 'Schön — ✓ 𝒳 '.repeat(1000)];
const tests = ['assert f([1]) == 1'];

/** What a router says of these prompts, point by point, and does where answers fail. */
function everything(of: Router) {
  return prompts.flatMap((prompt) =>
    [tests, []].map((seen) => {
      const prediction = of.predict(prompt, seen);
      const points = of.points(prediction).map((_, point) => {
        const history: Attempt[] = [{ model: 0, visible: 'fail' }];
        return [of.planOf(prediction, { point }), of.next(prediction, history, { point, unavailable: [1] })];
      });
      return { prediction, points, wish: of.pointFor(prediction, { kind: 'cost', atMost: 10 }) };
    }),
  );
}

describe('router.mjs', () => {
  it('is small, and imports nothing', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(30_000);
    expect(code).not.toMatch(/\bimport\b|\brequire\(/);
  });

  it('in plain Node says and does what the page does, to the last bit', async () => {
    const script = `
      import { readFile } from 'node:fs/promises';
      import { readRouter } from './router.mjs';
      const router = readRouter(JSON.parse(await readFile('router.json', 'utf8')));
      const [prompts, tests] = ${JSON.stringify([prompts, tests])};
      ${everything.toString()}
      console.log(JSON.stringify(everything(router)));
    `;
    await writeFile(join(folder, 'run.mjs'), script);
    const { stdout } = await promisify(execFile)(process.execPath, ['run.mjs'], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(everything(router))));
  });
});

describe('a configuration for LiteLLM’s proxy', () => {
  const last = () => router.file.points.length - 1;

  it('has the models with their prices per token, and who stands in for whom', () => {
    const config = litellmConfig(router, last());
    expect(config).toContain('  - model_name: "Model 1"\n    litellm_params:\n      model: "openai/m1"');
    expect(config).toContain(
      '      input_cost_per_token: 0.00000015\n      output_cost_per_token: 0.0000006\n',
    );
    const { models } = router.planOf(
      { levels: [], success: router.file.centre.map((c) => 1 / (1 + Math.exp(-c))), canCheck: true },
      { point: last() },
    );
    const [first, ...rest] = [...new Set(models)].map((k) => `"Model ${k}"`);
    expect(rest.length).toBeGreaterThan(0);
    expect(config).toContain(`  fallbacks:\n    - ${first}: [${rest.join(', ')}]\n`);
  });

  it('says in comments what it can’t do, and stays YAML whatever models are called', () => {
    const file = structuredClone(router.file);
    file.name = 'Mine\nmodel_list: []';
    file.models[0].name = 'a: "b"\n# c';
    const config = litellmConfig(readRouter(file), last());
    expect(config).toContain('nothing is predicted from the prompt');
    expect(config).toContain('"a: \\"b\\"\\n# c"');
    expect(config.match(/^model_list:/gm)).toHaveLength(1);
    for (const line of config.trimEnd().split('\n'))
      expect(line).toMatch(/^(#|model_list:$|litellm_settings:$| {2})/);
  });
});
