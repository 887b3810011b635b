import { keepChoice, keptChoice } from './kept-choice';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Light or dark: as the system has it, unless the visitor wants it otherwise. */
class ThemeChoice {
  current = $state<Theme>(themes.find((theme) => theme === keptChoice('theme')) ?? 'system');

  choose(theme: Theme): void {
    this.current = theme;
    keepChoice('theme', theme);
    this.apply();
  }

  apply(): void {
    const { dataset } = document.documentElement;
    if (this.current === 'system') delete dataset.theme;
    else dataset.theme = this.current;
  }
}

export const themeChoice = new ThemeChoice();
