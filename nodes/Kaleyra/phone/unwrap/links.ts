import { hasRole } from '../tokens/words';
import type { Replacement } from './sourceText';

// `[Call](tel:+1415… "Weekdays 9 to 5")`
const TITLE = /\s["'(].*$/s;
const MAX_LINK_LENGTH = 500;
const PHONE_LINK = /^(?:tel|sms|smsto|callto|sip|sips|facetime|whatsapp):/i;

/**
 * Links that show one text and dial another: `<a href="tel:+1415…">415-555-0132</a>`, `[415-555-0132](tel:+1415…)`,
 * `<tel:+1415…|415-555-0132>` (Slack), `=HYPERLINK("tel:+1415…","415-555-0132")`. What they dial is kept; what they
 * show is kept too if it is another number.
 */
export function linkReplacements(text: string): Replacement[] {
  return [...slackLinks(text), ...markdownLinks(text), ...anchors(text), ...hyperlinks(text)]
    .sort((a, b) => a.start - b.start)
    .filter((link, at, all) => link.start >= (all[at - 1]?.end ?? 0));
}

function link(start: number, end: number, target: string, shown: string): Replacement[] {
  if (
    !PHONE_LINK.test(target) &&
    !/^https?:\/\/(?:wa\.me|api\.whatsapp\.com|web\.whatsapp\.com)\//i.test(target)
  )
    return [];
  return [{ start, end, text: isSameNumber(target, shown) ? ` ${target}` : ` ${target} ; ${shown}` }];
}

// `415-555-0132 ext 5`
const EXTENSION = /[\s,]*(\p{L}+|#)[.:]?\s*\d{1,5}\s*$/u;

// The text shown may omit the country code and include a trunk prefix and an extension.
function isSameNumber(target: string, shown: string): boolean {
  const dialed = target.replace(/[?;].*/s, '').replace(/\D/g, '');
  const number = shown.replace(EXTENSION, (text, word: string) =>
    word === '#' || hasRole(word, 'extension') ? '' : text,
  );
  const digits = number.replace(/\D/g, '');
  return dialed.endsWith(digits.replace(/^0+/, '')) || dialed.slice(-6) === digits.slice(-6);
}

function slackLinks(text: string): Replacement[] {
  return between(text, '<', '>').flatMap(({ start, end, inside }) => {
    const bar = inside.indexOf('|');
    return bar < 0 ? [] : link(start, end, inside.slice(0, bar), inside.slice(bar + 1));
  });
}

function markdownLinks(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (let middle = text.indexOf(']('); middle >= 0; middle = text.indexOf('](', middle + 2)) {
    const close = text.slice(middle, middle + MAX_LINK_LENGTH).indexOf(')');
    const open = text.slice(Math.max(0, middle - MAX_LINK_LENGTH), middle).lastIndexOf('[');
    if (open < 0) continue;
    const start = Math.max(0, middle - MAX_LINK_LENGTH) + open;
    found.push(
      ...link(
        start,
        middle + close + 1,
        text.slice(middle + 2, middle + close).replace(TITLE, ''),
        text.slice(start + 1, middle),
      ),
    );
  }
  return found;
}

function anchors(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (const { start, end, inside } of between(text, '<', '>')) {
    if (!/^a\s/i.test(inside)) continue;
    const target = /href\s*=\s*["']?([^"'\s>]{1,300})/i.exec(inside)?.[1] ?? '';
    // Anchored, or it would be tried from each character of a link that isn't closed.
    const closing = /^(.*?)<\/a\s?>/is.exec(text.slice(end, end + MAX_LINK_LENGTH));
    if (closing === null) continue;
    const shown = (closing[1] ?? '').replace(/<[^<>]*>/g, '');
    found.push(...link(start, end + closing[0].length, target, shown));
  }
  return found;
}

function hyperlinks(text: string): Replacement[] {
  const found = /^\s*=\s*HYPERLINK\(\s*"([^"]{1,300})"\s*(?:[,;]\s*"([^"]{0,300})"\s*)?\)\s*$/i.exec(text);
  return found === null ? [] : link(0, text.length, found[1] ?? '', found[2] ?? '');
}

// What is between the last `open` before each `close` and that `close`.
function between(
  text: string,
  open: string,
  close: string,
): Array<{ start: number; end: number; inside: string }> {
  const found = [];
  for (let end = text.indexOf(close); end >= 0; end = text.indexOf(close, end + 1)) {
    const start = text.lastIndexOf(open, end);
    if (start >= 0 && end - start <= MAX_LINK_LENGTH)
      found.push({ start, end: end + 1, inside: text.slice(start + 1, end) });
  }
  return found;
}
