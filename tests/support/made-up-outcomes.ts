import { type Random, randomInteger, randomStream } from '../../src/core/random';

/** What a made-up outcomes file is to hold. */
export interface MadeUp {
  models: number;
  tasks: number;
  /** Trials per model: from the first to the second number, task by task. */
  trials: [number, number];
  /** One digit per test, or a lone verdict. */
  perTest: boolean;
  /** How many words each prompt has beyond those that tell how hard its task is; none where it isn’t said. */
  chatter?: number;
}

const words = ['count', 'list', 'string', 'sort', 'tree', 'graph', 'prime', 'merge', 'parse', 'prove'];

const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te'];

/** Words that tell nothing: a few of them often, most of them seldom, as in a language. */
function chatterOf(random: Random, count: number): string {
  const word = () => {
    const rank = Math.floor(syllables.length ** (3 * random() ** 0.5));
    return [rank, rank / 12, rank / 144].map((at) => syllables[Math.floor(at) % syllables.length]).join('');
  };
  return Array.from({ length: count }, () => ` ${word()}`).join('');
}

/** An outcomes file of tasks whose words tell how hard they are, the first of `words` the easiest. */
export function madeUpOutcomes(
  { models, tasks, trials: [fewest, most], perTest, chatter = 0 }: MadeUp,
  seed = 1,
): string {
  const random = randomStream(seed, 'made-up outcomes');
  const header = {
    format: 'complexitynet-outcomes',
    version: 1,
    name: 'Made up',
    dataset: 'own',
    models: Array.from({ length: models }, (_, k) => ({
      id: `m${k}`,
      name: `Model ${k}`,
      unitCost: 100 ** (k / (models - 1)),
    })),
    visibleTests: 1,
  };
  const trial = (chance: number) => {
    const right = random() < chance;
    if (!perTest) return right ? '1' : '0';
    return right ? '111' : random() < 0.2 ? '101' : '000';
  };
  const rows = Array.from({ length: tasks }, (_, i) => {
    const word = randomInteger(random, words.length);
    const outcomes = Object.fromEntries(
      header.models.map(({ id }, k) => {
        const chance = 1 / (1 + Math.exp(1.6 * word - 6 - (5 * k) / models));
        const count = fewest + randomInteger(random, most - fewest + 1);
        return [id, Array.from({ length: count }, () => trial(chance))];
      }),
    );
    const told = chatterOf(random, chatter);
    return { task: `t${i}`, prompt: `write to ${words[word]} ${words[word]} what is given${told}`, outcomes };
  });
  return [header, ...rows].map((line) => JSON.stringify(line)).join('\n');
}
