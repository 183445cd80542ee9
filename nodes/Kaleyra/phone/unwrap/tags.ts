import type { Replacement } from './sourceText';

const INLINE = /^\/?(?:a|b|i|u|s|em|strong|span|font|small|big|sup|sub|abbr|bdi|bdo|code|mark|wbr)\b/i;
const TAG_NAME = /^\/?[a-z][a-z0-9]*(?=[\s/>]|$)/i;

/** HTML tags: `<br>` and other blocks separate lines, `<b>` and other inline tags vanish; `<+91 …>` isn't a tag. */
export function tagReplacements(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (let start = text.indexOf('<'); start >= 0; ) {
    const end = text.indexOf('>', start);
    if (end < 0) return found;
    // The last `<` before the `>` begins the tag.
    start = text.lastIndexOf('<', end);
    const inside = text.slice(start + 1, Math.min(end, start + 40));
    if (
      text.startsWith('!--', start + 1) ||
      (TAG_NAME.test(inside) && !/^(?:tel|sms|callto|sip):/i.test(inside))
    ) {
      found.push({ start, end: end + 1, text: INLINE.test(inside) ? '' : '\n' });
    }
    start = text.indexOf('<', end);
  }
  return found;
}
