// The architecture as a lint rule: which folder of src may import which.
// ui, cli -> study, lab -> router -> predictors -> core
//            study, lab -> datasets, engines, judge, predictors, store -> core

const top = ['ui', 'cli'];
const composing = ['study', 'lab'];
const parts = ['datasets', 'engines', 'judge', 'predictors', 'store'];
const folders = [...top, ...composing, 'router', ...parts, 'core'];

const mayImport = {
  core: [],
  router: ['predictors', 'core'],
  ...Object.fromEntries(parts.map((part) => [part, ['core']])),
  ...Object.fromEntries(composing.map((folder) => [folder, ['router', ...parts, 'core']])),
  ...Object.fromEntries(top.map((folder) => [folder, [...composing, 'router', ...parts, 'core']])),
};

function restriction(folder) {
  const forbidden = folders.filter((other) => other !== folder && !mayImport[folder].includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
      message: `src/${folder} may import only from ${['itself', ...mayImport[folder]].join(', ')}.`,
    },
  ];
  if (folder !== 'ui') {
    patterns.push({ regex: '^svelte(/|$)|\\.svelte$', message: 'Svelte appears only in src/ui.' });
  }
  return { files: [`src/${folder}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

export const arrows = folders.map(restriction);
