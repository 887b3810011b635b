import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

/** What the arrows say of a file that imports this. */
async function refusals(file: string, specifier: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(`import '${specifier}';\n`, { filePath: file });
  return messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports').map(({ message }) => message);
}

describe('the arrows between the folders of src', () => {
  it.each([
    ['src/core/labelling.ts', '../study/report'],
    ['src/core/statistics/bootstrap.ts', '../../predictors/features/hash'],
    ['src/predictors/features/hash.ts', '../../store/schema'],
    ['src/datasets/mbpp.ts', '../store/cache'],
    ['src/engines/openai/client.ts', '../../judge/client'],
    ['src/judge/python/worker.ts', '../../lab/queue'],
    ['src/study/study.ts', '../lab/queue'],
    ['src/lab/queue.ts', '../study/study'],
    ['src/study/study.ts', '../ui/theme'],
    ['src/study/study.ts', 'svelte'],
    ['src/core/labelling.ts', 'svelte/store'],
    ['src/lab/queue.ts', './Queue.svelte'],
    ['src/router/router.ts', '../study/report'],
    ['src/router/router.ts', '../store/schema'],
    ['src/predictors/catalogue.ts', '../router/router'],
    ['src/cli/reproduce.ts', '../ui/format'],
    ['src/ui/state/study.svelte.ts', '../../cli/reproduce'],
  ])('%s may not import %s', async (file, specifier) => {
    expect(await refusals(file, specifier)).toHaveLength(1);
  });

  it.each([
    ['src/core/labelling.ts', './random'],
    ['src/core/statistics/bootstrap.ts', '../random'],
    ['src/predictors/features/hash.ts', '../../core/features'],
    ['src/datasets/mbpp.ts', 'valibot'],
    ['src/study/study.ts', '../predictors/logistic'],
    ['src/study/study.ts', '../router/router'],
    ['src/router/router.ts', '../predictors/logistic'],
    ['src/lab/queue.ts', '../store/schema'],
    ['src/cli/reproduce.ts', '../study/study'],
    ['src/ui/state/study.svelte.ts', '../../study/client'],
    ['src/ui/pages/Overview.svelte.ts', 'svelte'],
    ['src/ui/router.ts', './pages/Overview.svelte'],
  ])('%s may import %s', async (file, specifier) => {
    expect(await refusals(file, specifier)).toEqual([]);
  });
});
