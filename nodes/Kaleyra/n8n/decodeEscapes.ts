const [BACKSLASH, PERCENT, AMPERSAND, HASH, SEMICOLON] = [0x5c, 0x25, 0x26, 0x23, 0x3b];
const MAX_BACKSLASHES = 4;

/** An escape sequence: the code of its character, and where it ends. */
type Escape = readonly [code: number, end: number];

/**
 * Replaces the escape sequences of JSON, URLs and HTML by their characters, also those that were escaped twice. A body may
 * consist of nothing else, so this reads each character once instead of calling a function for each sequence.
 */
export function decodeEscapes(text: string): string {
  const codes = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const [code, end] = escapeAt(text, at) ?? [text.charCodeAt(at), at + 1];
    codes[length] = code;
    length += 1;
    at = end;
  }
  return Buffer.from(codes.buffer, 0, 2 * length).toString('utf16le');
}

function escapeAt(text: string, at: number): Escape | null {
  switch (text.charCodeAt(at)) {
    case BACKSLASH:
      return unicodeAt(text, at);
    case PERCENT:
      return percentAt(text, at);
    case AMPERSAND:
      return entityAt(text, at);
    default:
      return null;
  }
}

// `\u0041`, and with up to four backslashes.
function unicodeAt(text: string, at: number): Escape | null {
  let start = at + 1;
  while (start < at + MAX_BACKSLASHES && text.charCodeAt(start) === BACKSLASH) start += 1;
  const isUnicode = text[start] === 'u' || text[start] === 'U';
  return isUnicode ? numberAt(text, start + 1, 16, 4, 4) : null;
}

// `%41`, `%2541` and so on.
function percentAt(text: string, at: number): Escape | null {
  let start = at + 1;
  while (text.startsWith('25', start)) start += 2;
  return numberAt(text, start, 16, 2, 2);
}

// `&#65;`, `&#x41;` and `&amp;#65;`.
function entityAt(text: string, at: number): Escape | null {
  const start = at + (/^amp;$/i.test(text.slice(at + 1, at + 5)) ? 5 : 1);
  if (text.charCodeAt(start) !== HASH) return null;
  const isHex = text[start + 1] === 'x' || text[start + 1] === 'X';
  const number = isHex ? numberAt(text, start + 2, 16, 1, 4) : numberAt(text, start + 1, 10, 1, 5);
  return number !== null && text.charCodeAt(number[1]) === SEMICOLON ? [number[0], number[1] + 1] : null;
}

/** The number of at least `min` and at most `max` digits that starts there. */
function numberAt(text: string, start: number, base: 10 | 16, min: number, max: number): Escape | null {
  let [number, end] = [0, start];
  while (end < start + max) {
    const digit = DIGITS[text.charCodeAt(end)] ?? base;
    if (digit >= base) break;
    number = number * base + digit;
    end += 1;
  }
  return end - start < min ? null : [number, end];
}

const DIGITS = Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit === -1 ? 16 : digit;
});
