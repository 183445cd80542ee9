import type { Test } from './match';
import { lazily, remembered } from './remembered';
import { foldWord, hasRole } from './words';

const LANGUAGES =
  'ar bg bn ca cs da de el es et fi fr he hi hr hu id it ka lt lv ms nl pl pt ro ru sk sl sq sr sr-Latn sv th tr uk ur'.split(
    ' ',
  );
const MONTHS = 12;
// `de març`
const LAST_WORD = /[\p{L}\p{M}]{2,}$/u;

// Takes a few milliseconds, so only when a figure is next to a word.
const names = lazily(() => {
  const found = new Set<string>();
  for (const language of LANGUAGES) {
    const format = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' });
    for (let at = 0; at < MONTHS; at += 1) {
      for (const { type, value } of format.formatToParts(Date.UTC(2024, at))) {
        if (type === 'month') found.add(foldWord(LAST_WORD.exec(value)?.[0] ?? value));
      }
    }
  }
  return found;
});

const isMonth = remembered((text) => hasRole(text, 'month') || names().has(foldWord(text)));

/** A month's name in the form that dates use, in many languages: `March`, `marzo`, `березня`. */
export const MONTH_NAME: Test = ({ kind, text }) => kind === 'word' && isMonth(text);
