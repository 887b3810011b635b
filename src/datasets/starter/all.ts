import { easyRecords } from './easy-records';
import { easyText } from './easy-text';
import { hardPuzzles } from './hard-puzzles';
import { hardSimulations } from './hard-simulations';
import { hardSystems } from './hard-systems';
import { mediumText } from './medium-text';
import { mediumWorlds } from './medium-worlds';
import type { Difficulty, StarterEntry, StarterTask } from './task';
import { trivialLists } from './trivial-lists';
import { trivialRules } from './trivial-rules';

const files: [Difficulty, StarterEntry[]][] = [
  ['trivial', trivialRules],
  ['trivial', trivialLists],
  ['easy', easyText],
  ['easy', easyRecords],
  ['medium', mediumText],
  ['medium', mediumWorlds],
  ['hard', hardPuzzles],
  ['hard', hardSystems],
  ['hard', hardSimulations],
];

export const allTasks: StarterTask[] = files.flatMap(([difficulty, entries]) =>
  entries.map((entry) => ({ ...entry, difficulty })),
);
