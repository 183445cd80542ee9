import type { Replacement } from './sourceText';

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi;
const NAMED: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  amp: '&',
  plus: '+',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  ndash: '–',
  mdash: '—',
  minus: '−',
  hyphen: '-',
  dash: '-',
  shy: '',
  thinsp: ' ',
  ensp: ' ',
  emsp: ' ',
  zwnj: '',
  zwj: '',
  lrm: '',
  rlm: '',
  lpar: '(',
  rpar: ')',
  sol: '/',
  period: '.',
  comma: ',',
  semi: ';',
  colon: ':',
  num: '#',
  middot: '·',
  bull: '•',
  tab: '\t',
  newline: '\n',
  laquo: '«',
  raquo: '»',
  phone: ' ',
};

/** Character references: `&#43;91…`, `&#x2B;91…`, `0664&nbsp;123`. */
export function entityReplacements(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (const match of text.matchAll(ENTITY)) {
    const character = entity(match);
    if (character !== undefined)
      found.push({ start: match.index, end: match.index + match[0].length, text: character });
  }
  return found;
}

function entity([, decimal, hexadecimal, name]: RegExpMatchArray): string | undefined {
  if (name !== undefined) return NAMED[name.toLowerCase()];
  const code = Number(decimal ?? `0x${hexadecimal}`);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

// Punctuation only: digits and letters don't need encoding. `%C2%A0` is a no-break space.
const PERCENT = /%C2%A0|%(?:2[0-9a-f]|3[a-f]|40|5[bd]|0[9ad])/gi;

/** Percent-encoding: `tel:%2B1415…`, `2010…%40c.us`. */
export function percentReplacements(text: string): Replacement[] {
  return [...text.matchAll(isForm(text) ? FORM : PERCENT)].map(({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
    text: match.length === 3 ? String.fromCharCode(Number.parseInt(match.slice(1), 16)) : ' ',
  }));
}

const FORM = new RegExp(`(?<!^)\\+|${PERCENT.source}`, 'gi');

// `%2B1+415+555+0132`: in a form, a plus is a blank.
function isForm(text: string): boolean {
  return /%2[89b]/i.test(text) && !/\s|%20|%C2%A0/i.test(text);
}
