import { OF_ADDRESS } from '../tokens/characters';
import type { Replacement } from './sourceText';

// What ends an address. Brackets and quotes surround it.
const DELIMITER = /[\s<>()[\]{}"'«»“”„‘’（）「」【】,;|*`•・·]|$/g;
const WEB_SCHEME = /(?:https?|ftp):\/\//i;
// An ID, with its device, and a message ID that includes it: `5511…:3@c.us`, `false_5511…@c.us_3EB0`.
const WHATSAPP_ID = /^(\D*?)\+?(\d{6,20})(?::\d{1,3})?@(?:c\.us|s\.whatsapp\.net)(?:_[\da-f]+)?$/i;
const CHAT_LINK =
  /(?:^|\/\/|\.)(?:wa\.me\/|whatsapp\.com\/send\/?\?(?:.*&)?phone=|send\/?\?(?:.*&)?phone=|(?:chat|add)\/?\?number=|t\.me\/(?=\+\d{7,15}$))\+?(\d{5,20})/i;
const PHONE_SCHEME = /^(?:tel|sms|smsto|callto|sips?|facetime|whatsapp):(?:\/\/)?/i;
const WEB = /^(?:https?:|ftp:|data:\w|file:\/|live:|www\.|[a-z]+:\/\/)/i;
// `P.IVA/C.F.` and `tel.priv/030…` are labels.
const DOMAIN = /^(?!(?:tel|fon|mob|mobil|fax|p)\.(?!com\b))[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}\//i;

// `/users/4711`, `C:\\data\\4711.txt`
const PATH = /^(?:(?:~|\.{1,2})?\/[\p{L}_][^/]*\/|[a-z]:\\|\\\\[a-z])/iu;
const HANDLE = /^@[a-z_][\w.-]*$/i;
const MESSAGE = /[?&](?:body|text|message|msg|subject)=(?:(?!&\w+=)[^\n"'<>()[\]{}])*/gi;

/** What replaces the addresses of a text, and what they were. */
interface Addresses {
  readonly replacements: Replacement[];
  readonly hasAddress: boolean;
  readonly hasChatNumber: boolean;
}

/** The message that a link begins, and any number in it, is dropped: `sms:+1415…?body=Call 555-0199`. */
export function messageReplacements(text: string): Replacement[] {
  return [...text.matchAll(MESSAGE)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    text: found.charAt(0),
  }));
}

/**
 * Addresses: the digits of a WhatsApp, Viber or Telegram link or ID are international and get their plus; the user of a
 * `sip:` address is kept; email, web and payment addresses are dropped, whatever digits they have.
 */
export function addressReplacements(text: string): Addresses {
  const replacements: Replacement[] = [];
  let hasAddress = false;
  let hasChatNumber = false;
  for (const { start, end } of chunksOf(text)) {
    const chunk = decoded(text.slice(start, end));
    const number = numberIn(chunk) ?? (DOMAIN.test(chunk) && !isCutNumber(text, end) ? '' : null);
    if (number === null) continue;
    if (number === '') hasAddress = true;
    hasChatNumber ||= number.includes('+') && !chunk.includes('+');
    replacements.push(number === '' ? withoutAddress(text, start, end) : { start, end, text: number });
  }
  return { replacements, hasAddress, hasChatNumber };
}

// `Privat.Tel/0171 3920012`
function isCutNumber(text: string, end: number): boolean {
  return /^\d[ .]\d$/.test(text.slice(end - 1, end + 2));
}

function decoded(chunk: string): string {
  return chunk.replace(/%2B/gi, '+').replace(/%40/g, '@').replace(/%3A/gi, ':');
}

/** The number in an address, an empty text if it has none; null if the chunk isn't an address. */
function numberIn(chunk: string): string | null {
  const at = chunk.lastIndexOf('@');
  if (at > 0 && at < chunk.length - 1) return numberInUser(chunk);
  const chat = CHAT_LINK.exec(chunk);
  if (chat?.[1] !== undefined) return `+${chat[1]}`;
  if (PHONE_SCHEME.test(chunk)) return chunk.includes('?') ? chunk.slice(0, chunk.indexOf('?')) : null;
  return WEB.test(chunk) || PATH.test(chunk) || HANDLE.test(chunk) ? '' : null;
}

function numberInUser(chunk: string): string {
  const id = WHATSAPP_ID.exec(chunk);
  if (id !== null) return `${(id[1] as string).replace(/(?:true|false)_$|[a-z]+:$/i, '')} +${id[2]}`;
  const user = chunk.slice(0, chunk.lastIndexOf('@')).replace(PHONE_SCHEME, '');
  return PHONE_SCHEME.test(chunk) && /^\+?[\d.-]{5,20}$/.test(user) ? user : '';
}

// Not an ellipsis, which would say that the digits before it go on.
const IN_PLACE = ' \u{FFFC} ';
const NUMBER_BEFORE = /^\+?[\d.-]*\d\/(?=[a-z@][^/]*@|@[^/]+$)/i;
const NUMBER_BEHIND = /^[^\s/]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}\/(?=(\+?\d)[\d/.-]*$)/i;
const BEFORE_DIGITS = /^[^\S\n]\(?\d/;
const BEHIND_DIGITS = /\d\)?[^\S\n]$/;

// A slash separates an address from a number: `… 1234567/info@example.com`, `info@example.com/0664 …`. Otherwise, digits
// that touch it may belong to the number next to them: `27 12 34 56@handle`.
function withoutAddress(text: string, start: number, end: number): Replacement {
  const chunk = text.slice(start, end);
  const isBeforeDigits = BEFORE_DIGITS.test(text.slice(end, end + 3));
  const before = NUMBER_BEFORE.exec(chunk);
  if (before !== null) return { start: start + before[0].length, end, text: IN_PLACE };
  const behind = NUMBER_BEHIND.exec(chunk);
  if (behind !== null && (isBeforeDigits || /^[+0]/.test(behind[1] as string)))
    return { start, end: start + behind[0].length, text: IN_PLACE };
  const isBehindDigits = BEHIND_DIGITS.test(text.slice(Math.max(0, start - 3), start));
  const first = isBehindDigits ? (/^\d+/.exec(chunk)?.[0] ?? '') : '';
  const last = isBeforeDigits ? (/\d+$/.exec(chunk)?.[0] ?? '') : '';
  const digitsOf = (found: string, written: string): string => (found === '' ? '' : written);
  return {
    start,
    end,
    text: digitsOf(first, first + OF_ADDRESS) + IN_PLACE + digitsOf(last, OF_ADDRESS + last),
  };
}

const QUERY = /\/\/[^?]*\?|^data:/i;

function* chunksOf(text: string): Generator<{ start: number; end: number }> {
  let start = 0;
  for (const { 0: delimiter, index: at } of text.matchAll(DELIMITER)) {
    // A comma in a query doesn't end it: `https://maps.example.com/?q=12.97,77.59`.
    if (delimiter === ',' && /^\S/.test(text.slice(at + 1)) && QUERY.test(text.slice(start, at))) continue;
    yield { start: start + Math.max(0, text.slice(start, at).search(WEB_SCHEME)), end: at };
    start = at + 1;
  }
}
