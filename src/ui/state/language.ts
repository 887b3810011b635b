import { keepChoice, keptChoice } from './kept-choice';
import { wantedLanguage } from './wanted-language';

const { lang, dataset } = document.documentElement;

/** The languages that this site has, English first: each is a build of its own, below the English one. */
export const languages = dataset.locales?.split(' ') ?? [lang];

/** The one that this page is in. */
export const language = lang;

/** The same view in another language. */
export function addressIn(other: string): string {
  const url = new URL(document.baseURI);
  const root = language === languages[0] ? './' : '../';
  const page = new URL(other === languages[0] ? root : `${root}${other}/`, url);
  return page.href + location.search + location.hash;
}

export function chooseLanguage(other: string): void {
  keepChoice('language', other);
  if (other !== language) location.assign(addressIn(other));
}

/**
 * Where the visitor's own language is, if this page isn't in it. Whoever opens the address of another language than
 * English means it, unless they have chosen one.
 */
export function ownAddress(): string | undefined {
  if (languages.length === 1) return undefined;
  const preferred = language === languages[0] ? navigator.languages : [];
  const wanted = wantedLanguage(languages, keptChoice('language'), preferred);
  return wanted && wanted !== language ? addressIn(wanted) : undefined;
}
