import { addressReplacements, messageReplacements } from './addresses';
import { entityReplacements, percentReplacements } from './entities';
import { escapeReplacements } from './escapes';
import { linkReplacements, LINKS } from './links';
import type { Replacement, SourceText } from './sourceText';
import { tagReplacements } from './tags';

type Step = (text: string) => readonly Replacement[];

// Each step and what a text that needs it contains, which is sooner found than the spans.
const STEPS: ReadonlyArray<readonly [sign: RegExp, step: Step]> = [
  [/\\/, escapeReplacements],
  [/&/, entityReplacements],
  ...LINKS.map((link) => [/[<[=]/, (text: string) => linkReplacements(text, link)] as const),
  [/</, tagReplacements],
  [/~~/, struckOutReplacements],
  [/begin:vcard/i, (text) => vCardReplacements(text, OTHER_LINE)],
  [/^(?:item\d+\.)?TEL[;:]/m, (text) => vCardReplacements(text, LINE_WITHOUT_NUMBER)],
  [/=/, messageReplacements],
];

/**
 * Removes what a text with a number is wrapped in, leaving plain text: escape sequences, character references,
 * percent-encoding, links, HTML tags, what is struck out, a vCard's other lines, web and email addresses. To add a
 * wrapping, add a step: it finds spans in one pass and says what replaces them.
 */
export function unwrapMarkup(source: SourceText): SourceText {
  let current = source;
  for (const [sign, step] of STEPS) {
    if (sign.test(current.text)) current = current.replace(step(current.text));
  }
  if (/[@/:\\]|%40|\?phone=/.test(current.text)) current = withoutAddresses(current);
  return current.text.includes('%') ? current.replace(percentReplacements(current.text)) : current;
}

function withoutAddresses(source: SourceText): SourceText {
  const { replacements, ...found } = addressReplacements(source.text);
  return Object.assign(source.replace(replacements), found);
}

const STRUCK_OUT = /~~(?=\S)[^~\n]{1,100}(?<=\S)~~/g;

// `~~98765 43210~~ 98765 43211`: the first is no longer in use. The arrow keeps what is beside it apart.
function struckOutReplacements(text: string): Replacement[] {
  return [...text.matchAll(STRUCK_OUT)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    text: ' → ',
  }));
}

const OTHER_LINE = /^(?!(?:item\d+\.)?tel[;:])/i;
const LINE_WITHOUT_NUMBER =
  /^(?:(?:NOTE|UID|REV|BDAY|PRODID)[;:]|(?:item\d+\.)?(?:X-[A-Z-]+|ADR|CATEGORIES|EMAIL|FN|GEO|IMPP|KEY|N|NICKNAME|ORG|PHOTO|ROLE|TITLE|TZ|URL|VERSION)(?:;[^:]*)?:\S)/;

// In a whole vCard, only the telephone lines are read: dates, revisions and IDs aren't numbers. Of a part, the lines are
// left out that its other properties begin.
function vCardReplacements(text: string, isLeftOut: RegExp): Replacement[] {
  const replacements: Replacement[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (isLeftOut.test(line)) replacements.push({ start, end: start + line.length, text: '' });
    start += line.length + 1;
  }
  return replacements;
}
