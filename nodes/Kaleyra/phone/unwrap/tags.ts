import type { Replacement } from './sourceText';

const INLINE = /^\/?(?:a|b|i|u|s|em|strong|span|font|small|big|abbr|bdi|bdo|code|mark|wbr)\b/i;
const TAG_NAME = /^\/?[a-z][a-z0-9]*(?=[\s/>]|$)/i;

// Blocks of HTML, and names of lists' elements that say nothing about what is in them.
const BLOCKS = new Set(
  'address article aside blockquote body br button caption center cite col colgroup data dd del details dialog div dl dt fieldset figcaption figure footer form frame head header hgroup hr html iframe img input ins kbd label legend li link main map menu meta meter nav noscript ol optgroup option output p param picture pre progress q rp rt ruby samp section select source strike sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt ul var video row record line entry item element node object'.split(
    ' ',
  ),
);
const ELEMENT = /^([a-z]+)(?:\s|$)/i;

/**
 * HTML tags: `<br>` and other blocks separate lines, `<b>` and other inline tags vanish; `<+91 …>` isn't a tag. An element
 * of XML begins a line with its name as a label: `<customerId>4711</customerId>`.
 */
export function tagReplacements(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (let start = text.indexOf('<'); start >= 0; ) {
    const end = text.indexOf('>', start);
    if (end < 0) return found;
    const hidden = endOfHidden(text, start);
    if (hidden > 0) {
      found.push({ start, end: hidden, text: ' ' });
      start = text.indexOf('<', hidden);
      continue;
    }
    // The last `<` before the `>` begins the tag.
    start = text.lastIndexOf('<', end);
    const inside = text.slice(start + 1, end);
    if (TAG_NAME.test(inside) && !/^(?:tel|sms|callto|sip):/i.test(inside)) {
      found.push({ start, end: end + 1, text: INLINE.test(inside) ? '' : `\n${labelOf(inside)}` });
    }
    start = text.indexOf('<', end);
  }
  return found;
}

function labelOf(inside: string): string {
  const name = ELEMENT.exec(inside)?.[1] ?? '';
  return name === '' || BLOCKS.has(name.toLowerCase()) ? '' : `${name}: `;
}

const HIDDEN = /^<(?:!--|(script|style)\b)/i;
const FOOTNOTE = /^<(su[pb])>[\s[(]*\d{1,2}[\s\])]*<\/\1>/i;
const LONGEST_OPENING = 30;

// Where a footnote mark, comment, script or style sheet that begins at `start` ends; 0 if none does.
function endOfHidden(text: string, start: number): number {
  const beginning = text.slice(start, start + LONGEST_OPENING);
  const footnote = FOOTNOTE.exec(beginning);
  if (footnote !== null) return start + footnote[0].length;
  const opening = HIDDEN.exec(beginning);
  if (opening === null) return 0;
  const closing = opening[1] === undefined ? '-->' : '</';
  const at = text.indexOf(closing, start + opening[0].length);
  const end = at < 0 ? -1 : text.indexOf('>', at);
  return end < 0 ? text.length : end + 1;
}
