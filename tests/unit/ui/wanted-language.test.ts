import { expect, test } from 'vitest';
import { wantedLanguage } from '../../../src/ui/state/wanted-language';

test('the language is the one chosen, else the first of the browser’s that is here', () => {
  const here = ['en', 'de', 'pt-BR'];
  expect(wantedLanguage(here, 'de', ['en'])).toBe('de');
  expect(wantedLanguage(here, 'fr', ['fr', 'de-AT', 'en'])).toBe('de');
  expect(wantedLanguage(here, null, ['pt-br'])).toBe('pt-BR');
  expect(wantedLanguage(here, null, ['ja'])).toBeUndefined();
});
