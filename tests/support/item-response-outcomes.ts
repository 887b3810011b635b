import { type Random, randomInteger, randomStream } from '../../src/core/random';

/** A model of a made-up family: item response theory gives what it gets right. */
export interface MadeUpModel {
  unitCost: number;
  /** In log-odds of a pass on a task of middling difficulty. */
  ability: number;
  samples: number;
}

/** Three sizes of one family; ten samples of the two smaller. */
export const threeSizes: readonly MadeUpModel[] = [
  { unitCost: 1, ability: 0.2, samples: 10 },
  { unitCost: 10, ability: 1.2, samples: 10 },
  { unitCost: 100, ability: 2.1, samples: 1 },
];

/** How much more likely a task is solved that is easier by one standard deviation, in log-odds. */
const slope = 2.4;

/** Of wrong answers, how many pass the first of three tests. */
const passesByChance = 0.12;

const words = ['count', 'list', 'string', 'sort', 'tree', 'graph', 'prime', 'merge', 'parse', 'prove'];

/** Standard normal (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * An outcomes file as of a run with several samples: tasks of normal difficulty, of which the words tell a part, and
 * each answer right or wrong for itself, given the difficulty. A task has three tests, the first of them visible.
 */
export function itemResponseOutcomes(tasks: number, models = threeSizes, seed = 1): string {
  const random = randomStream(seed, 'item response outcomes');
  const header = {
    format: 'complexitynet-outcomes',
    version: 1,
    name: 'Made up, three sizes',
    dataset: 'own',
    models: models.map(({ unitCost }, k) => ({ id: `size-${k}`, name: `Size ${k}`, unitCost })),
    visibleTests: 1,
  };
  const trial = (chance: number) => {
    if (random() < chance) return '111';
    return random() < passesByChance ? '110' : '001';
  };
  const rows = Array.from({ length: tasks }, (_, i) => {
    const difficulty = normal(random);
    const told = Math.round(4.5 + 1.5 * (difficulty + 1.2 * normal(random)));
    const word = words[Math.min(Math.max(told, 0), words.length - 1)];
    const outcomes = Object.fromEntries(
      models.map(({ ability, samples }, k) => {
        const chance = 1 / (1 + Math.exp(slope * difficulty - ability));
        return [`size-${k}`, Array.from({ length: samples }, () => trial(chance))];
      }),
    );
    const other = words[randomInteger(random, words.length)];
    return {
      task: `t${i}`,
      prompt: `write a function to ${word} what is given, or to ${other} it`,
      outcomes,
    };
  });
  return [header, ...rows].map((line) => JSON.stringify(line)).join('\n');
}
