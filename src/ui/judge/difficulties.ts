import type { Difficulty } from '../../datasets/starter/task';

/** How hard starter tasks are, in words, easiest first. */
export const difficultyWords: Record<Difficulty, string> = {
  trivial: 'trivial',
  easy: 'easy',
  medium: 'medium',
  hard: 'hard',
};

export const difficulties = Object.keys(difficultyWords) as Difficulty[];
