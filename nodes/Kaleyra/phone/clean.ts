import { DECIMAL_ZEROS, isEmptyMarker, PHONE_CONTEXT, SCIENTIFIC, SPREADSHEET_THOUSANDS } from './fragments';
import {
  ATTACHED_LETTERS,
  EMPTY,
  NOT_A_NUMBER,
  SCIENTIFIC_NOTATION,
  SHORTHAND,
  type Rejection,
} from './rejection';
import { ALL_WORDS, hasAttachedLetters, withoutExtension } from './words';

/** What is left of a fragment once everything that is not dialled is gone. */
export interface NormalizedDigits {
  /** Whether the country code is known to be there: a plus, `00…` excepted, or a WhatsApp ID. */
  readonly plus: boolean;
  /** ASCII digits only, at least one. */
  readonly digits: string;
}

/** Longer than any spelling of a phone number; text beyond it is prose. */
export const MAX_FRAGMENT_LENGTH = 250;

const WHATSAPP_ID = /^\+?(\d{6,20})(?::\d{1,3})?@(?:c\.us|s\.whatsapp\.net)$/i;
const CALENDAR_DATES = [
  /^(?:19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:[T\s].*)?$/,
  /^(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d{2}(?:\s.*)?$/,
];
const PHONE_PUNCTUATION_ONLY = /^[\d\s+().[\]/,:'"-]*$/;

/** Reads the dialled digits out of one fragment, or says why there are none. Linear; never throws. */
export function normalizeFragment(fragment: string): NormalizedDigits | Rejection {
  if (fragment.length > MAX_FRAGMENT_LENGTH) return NOT_A_NUMBER;
  if (isEmptyMarker(fragment)) return EMPTY;
  const text = asciiSpelling(fragment);
  if (text === '') return EMPTY;
  if (SCIENTIFIC.test(text)) return SCIENTIFIC_NOTATION;
  if (CALENDAR_DATES.some((date) => date.test(text))) return NOT_A_NUMBER;

  const whatsApp = WHATSAPP_ID.exec(withoutScheme(text));
  if (whatsApp?.[1] !== undefined) return { plus: true, digits: whatsApp[1] };
  const context = PHONE_CONTEXT.exec(text);
  return dialled(context ? `${context[2]}${context[1]}` : withoutSpreadsheetZeros(text));
}

function dialled(text: string): NormalizedDigits | Rejection {
  const head = withoutExtension(text);
  if (isSlashShorthand(head)) return SHORTHAND;
  if (hasAttachedLetters(head)) return /\d{3}/.test(head) ? ATTACHED_LETTERS : NOT_A_NUMBER;

  const punctuated = head.replace(ALL_WORDS, ' ');
  const digits = punctuated.replace(/\D/g, '');
  if (digits === '' || !PHONE_PUNCTUATION_ONLY.test(punctuated)) return NOT_A_NUMBER;
  const beforeDigits = punctuated.slice(0, punctuated.search(/\d/));
  const afterFirstDigit = punctuated.slice(beforeDigits.length);
  if (afterFirstDigit.includes('+')) return NOT_A_NUMBER;
  return { plus: beforeDigits.includes('+'), digits };
}

// "9876543210/79" means two numbers that differ at the end; run together they would be a third party's.
function isSlashShorthand(text: string): boolean {
  const [first = '', second = '', ...more] = text.split('/').map((side) => side.replace(/\D/g, ''));
  const wholeNumber = /^\D*(?:\+|00)/.test(text) ? 10 : 7;
  return more.length === 0 && first.length >= wholeNumber && second.length >= 1 && second.length <= 4;
}

// "9876543210.0" and "9,876,543,210.00" are whole numbers that a spreadsheet took for decimal ones.
function withoutSpreadsheetZeros(text: string): string {
  return DECIMAL_ZEROS.test(text) || SPREADSHEET_THOUSANDS.test(text)
    ? text.replace(/[.,]0{1,20}$/, '')
    : text;
}

function withoutScheme(text: string): string {
  return text.replace(/^(?:whatsapp|tel|sms|callto):(?:\/\/)?/i, '');
}

// Spelled in one way what stands for the same: digits of any script, full-width signs, invisible marks, spaces,
// dashes, an apostrophe that told a spreadsheet "this is text". Pictures such as a telephone become blanks.
function asciiSpelling(fragment: string): string {
  return fragment
    .replace(/[\p{Cf}\p{Cc}\uFE0F\u20E3]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/[^\x20-\x7e]/gu, asciiCharacter)
    .trim()
    .replace(/^['`"]+|['`"]+$/g, '')
    .trim();
}

function asciiCharacter(character: string): string {
  if (/\p{Nd}/u.test(character)) return String(digitValue(character));
  if (/[＋﹢⁺]/u.test(character)) return '+';
  if (/[\p{Pd}−]/u.test(character)) return '-';
  if (/[’‘´ʼ＇]/u.test(character)) return "'";
  if (/[（﹙]/u.test(character)) return '(';
  if (/[）﹚]/u.test(character)) return ')';
  if (/[\p{Z}\p{So}\p{Sk}]/u.test(character)) return ' ';
  return character;
}

// Unicode encodes the ten digits of every script in a row, zero first, and rows that touch hold whole tens.
function digitValue(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  let distance = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - distance - 1))) distance += 1;
  return distance % 10;
}
