import { ALL_WORDS, hasAttachedLetters, withoutExtension, WORD } from './words';

/** A part of a cell that is read on its own, as it stands in the cell. */
export type Fragment = string;

/** A whole number that became a decimal one; some write a decimal comma. */
export const DECIMAL_ZEROS = /^[+-]?\d{4,20}(?:\.0{1,20}|,0{1,2})$/;

/** What a spreadsheet makes of long digits; some write a decimal comma. */
export const SCIENTIFIC = /^[+-]?\d{1,20}(?:[.,]\d{1,20})?e\+?\d{1,3}$/i;

/** A local number with the code it is local to (RFC 3966). */
export const PHONE_CONTEXT = /^(?:tel:)?([\d\s().-]{1,40});phone-context=(\+[\d-]{1,20})$/i;

/** Thousands separators of English and of Indian spreadsheets, with or without decimals. */
export const SPREADSHEET_THOUSANDS = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.0+)?$/;

// A semicolon or comma that introduces an extension (RFC 3966 `;ext=12`, `, ext. 12`) belongs to its number.
const SEPARATORS =
  /[\n\r\t\u2028\u2029、，；｜،؛|]|,(?![ \t]{0,3}(?:ext|extn|extension|x)\b)|;(?!(?:ext|phone-context|isub)=)/iu;

// Fewer digits than these are no number of their own: German and Austrian numbers write 030/1234567.
const MIN_DIGITS_BESIDE_SLASH = 7;

const EMPTY_MARKER =
  /^(?:[-–—_.?*,;/|]+|#?n\/?a!?|n\.a\.|none|null|nil|nan|undefined|unknown|empty|blank|tbd|tba|no phone|no number|not available|not provided|#value!|#ref!|#null!)$/iu;

/** Whether a fragment is one of the things people write for "there is none". */
export function isEmptyMarker(fragment: Fragment): boolean {
  const text = fragment.trim();
  return text === '' || (text.length <= 20 && EMPTY_MARKER.test(text));
}

/**
 * Splits the text of one cell where several numbers stand in it. A cell without any number is one fragment.
 * Linear in the length of the text.
 */
export function splitCell(text: string): Fragment[] {
  const trimmed = text.trim();
  if ([SPREADSHEET_THOUSANDS, DECIMAL_ZEROS, SCIENTIFIC].some((whole) => whole.test(trimmed)))
    return [trimmed];
  const fragments = trimmed
    .split(SEPARATORS)
    .flatMap(splitAtSlashes)
    .flatMap(splitBeforePlus)
    .flatMap(splitAtWords)
    .map((fragment) => fragment.trim())
    .filter((fragment) => fragment !== '');
  return fragments.length === 0 ? [trimmed] : fragments;
}

function splitAtSlashes(part: string): string[] {
  if (!part.includes('/') || isEmptyMarker(part)) return [part];
  const spaced = part.split(/\s\/\s/u);
  if (spaced.length > 1 && spaced.every((side) => isEmptyMarker(side) || isWholeNumber(side))) return spaced;
  const tight = part.split('/');
  return tight.every(isWholeNumber) ? tight : [part];
}

function isWholeNumber(part: string): boolean {
  return (part.match(/\p{Nd}/gu)?.length ?? 0) >= MIN_DIGITS_BESIDE_SLASH;
}

function splitBeforePlus(part: string): string[] {
  return part.split(/(?<=\p{Nd}[\s)\]]?)(?=[+＋])|(?<=\p{Nd})\s(?=\([+＋])/u);
}

// "98765 43210 or 98765 43211": words that stand by themselves part the numbers on both sides of them.
function splitAtWords(part: string): string[] {
  if (!WORD.test(part) || PHONE_CONTEXT.test(part)) return [part];
  const head = withoutExtension(part);
  if (hasAttachedLetters(head)) return [part];
  const runs = head.split(ALL_WORDS).filter((run) => /\p{Nd}/u.test(run));
  return runs.length > 1 ? runs.map(trimPunctuation) : [part];
}

function trimPunctuation(run: string): string {
  return run.replace(/^[^\p{Nd}+＋(]+/u, '').replace(/(?<=\p{Nd})[^\p{Nd}]*$/u, '');
}
