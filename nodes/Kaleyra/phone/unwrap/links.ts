import { hasRole } from '../tokens/words';
import type { Replacement } from './sourceText';

/**
 * Links that show one text and dial another. Their lengths are bounded, or one that isn't closed would be sought to the
 * end of the text. To add one, name its groups.
 */
export const LINKS: readonly RegExp[] = [
  // `<tel:+1415…|415-555-0132>` (Slack)
  /<(?<target>[^<>|]{0,500})\|(?<shown>[^<>]{0,500})>/g,
  // `[415-555-0132](tel:+1415…)`, `[Call](tel:+1415… "Weekdays 9 to 5")`
  /\[(?<shown>[^[]{0,499}?)\]\((?<target>[^)]{0,500}?)(?:\s["'(][^)]{0,500})?\)/g,
  // `<a href="tel:+1415…">415-555-0132</a>`
  /<a\s[^<]{0,500}?href\s*=\s*["']?(?<target>[^"'\s>]{1,300})[^<>]{0,500}>(?<shown>.{0,500}?)<\/a\s?>/gis,
  // `=HYPERLINK("tel:+1415…","415-555-0132")`
  /^\s*=\s*HYPERLINK\(\s*"(?<target>[^"]{1,300})"\s*(?:[,;]\s*"(?<shown>[^"]{0,300})"\s*)?\)\s*$/gi,
];

const PHONE_LINK =
  /^(?:(?:tel|sms|smsto|callto|sips?|facetime|whatsapp):|https?:\/\/(?:wa\.me|(?:api|web)\.whatsapp\.com)\/)/i;

/** What a link dials is kept; what it shows is kept too if it is another number. */
export function linkReplacements(text: string, link: RegExp): Replacement[] {
  return [...text.matchAll(link)].flatMap(({ 0: found, index, groups }) => {
    const { target, shown = '' } = groups as { target: string; shown?: string };
    if (!PHONE_LINK.test(target)) return [];
    const label = shown.replace(/<[^<>]*>/g, '');
    const replacement = isSameNumber(target, label) ? ` ${target}` : ` ${target} ; ${label}`;
    return [{ start: index, end: index + found.length, text: replacement }];
  });
}

// `415-555-0132 ext 5`
const EXTENSION = /[\s,]*(\p{L}+|#)[.:]?\s*\d{1,5}\s*$/u;

// The text shown may omit the country code and include a trunk prefix and an extension.
function isSameNumber(target: string, shown: string): boolean {
  const dialed = target.replace(/[?;].*|\D/gs, '');
  const number = shown.replace(EXTENSION, (text, word: string) =>
    word === '#' || hasRole(word, 'extension') ? '' : text,
  );
  const digits = number.replace(/\D/g, '');
  return dialed.endsWith(digits.replace(/^0+/, '')) || dialed.slice(-6) === digits.slice(-6);
}
