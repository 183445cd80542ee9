import { decodeEscapes } from './decodeEscapes';

const SHORTEST_KEY = 6;
const REMOVED = '[key removed]';
/** More than a part of a key takes in any spelling. */
const LONGEST_PART = 4_000;

/** @param end whether the text broke off, so that a part of the key can be at its end */
type KeyRemover = (text: string, end?: 'cut') => string;

/**
 * Returns a function that removes the API key from a text, in any spelling that turns into the key when JSON, a URL or
 * HTML is decoded, also twice, in any case, folded into lines, and in Base64 or hexadecimal, also as a part of what was
 * encoded, such as an `Authorization` header.
 */
export function keyRemover(apiKey: string): KeyRemover {
  const key = apiKey.trim();
  if (key.length < SHORTEST_KEY) return (text) => text;
  const forms = [...new Set([key, ...encodings(key)])];
  return (text, end) => {
    // Such a pattern takes long to compile and to match, so it is only made where it will match.
    const views = viewsOf(text);
    const found = forms.filter((form) => views.some((view) => view.includes(form.toLowerCase())));
    const removed = found.reduce((rest, form) => rest.replace(patternOf(form), REMOVED), text);
    if (end === undefined) return removed;
    const start = Math.max(0, removed.length - LONGEST_PART);
    return removed.slice(0, start) + removed.slice(start).replace(beginningOf(forms), '');
  };
}

// Base64 depends on how many bytes precede the key, modulo 3. The characters that it shares with others are left out.
function encodings(key: string): string[] {
  const bytes = Buffer.from(key);
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
  });
  const ofUrls = base64.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_'));
  return [...base64, ...ofUrls, bytes.toString('hex')];
}

// In lower case, without escape sequences and blanks. The `n` of `\n` may as well be a letter behind a backslash.
function viewsOf(text: string): string[] {
  // Searching for one character after the other is many times faster than a pattern, and responses are long.
  const hasEscapes = ['\\', '%', '&'].some((one) => text.includes(one));
  const plain = hasEscapes ? decodeEscapes(text) : text;
  if (!plain.includes('\\')) return [withoutBlanks(plain).toLowerCase()];
  return [/\\+[nrt]|[\\\s]+/gi, /[\\\s]+/g].map((blank) => plain.replace(blank, '').toLowerCase());
}

// All that `\s` matches.
const BLANKS = Array.from(
  ' \t\n\v\f\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF',
);

function withoutBlanks(text: string): string {
  return BLANKS.reduce((rest, blank) => (rest.includes(blank) ? rest.replaceAll(blank, '') : rest), text);
}

const FOLD = String.raw`(?:\s|\\+(?:[nrt]|u00(?:20|0[9ad]))|%(?:25)*(?:20|0[9ad]))*`;

function patternOf(form: string): RegExp {
  return new RegExp(Array.from(form, spellings).join(FOLD), 'gi');
}

function beginningOf(forms: readonly string[]): RegExp {
  const optional = (rest: string, one: string): string => `(?:${one}${FOLD}${rest})?`;
  return new RegExp(
    `(?:${forms.map((form) => Array.from(form, spellings).reduceRight(optional, '')).join('|')})$`,
    'i',
  );
}

function spellings(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  const literal = character.replace(/[^a-z0-9]/i, String.raw`\$&`);
  const escaped = String.raw`\\+(?:${literal}|u${hex.padStart(4, '0')})`;
  return String.raw`(?:${literal}|${escaped}|%(?:25)*${hex}|&(?:amp;)?#(?:${code}|x0*${hex});)`;
}
