import { addressReplacements, messageReplacements } from './addresses';
import { entityReplacements, percentReplacements } from './entities';
import { escapeReplacements } from './escapes';
import { linkReplacements } from './links';
import type { SourceText } from './sourceText';
import { tagReplacements } from './tags';

/**
 * Removes what a text with a number is wrapped in, leaving plain text: escape sequences, character references,
 * percent-encoding, links, HTML tags, a vCard's other lines, web and email addresses. To add a wrapping, add a step: it
 * finds spans in one pass and says what replaces them.
 */
export function unwrapMarkup(source: SourceText): SourceText {
  let current = source;
  if (current.text.includes('\\')) current = current.replace(escapeReplacements(current.text));
  if (current.text.includes('&')) current = current.replace(entityReplacements(current.text));
  if (/[<[=]/.test(current.text)) current = current.replace(linkReplacements(current.text));
  if (current.text.includes('<')) current = current.replace(tagReplacements(current.text));
  if (/begin:vcard/i.test(current.text)) current = current.replace(vCardReplacements(current.text));
  if (/[?&]\w+=/.test(current.text)) current = current.replace(messageReplacements(current.text));
  if (/[@/:\\]|%40|\?phone=/.test(current.text)) current = withoutAddresses(current);
  if (current.text.includes('%')) current = current.replace(percentReplacements(current.text));
  return current;
}

function withoutAddresses(source: SourceText): SourceText {
  const { replacements, hasAddress } = addressReplacements(source.text);
  const result = source.replace(replacements);
  if (hasAddress) result.hasAddress = true;
  return result;
}

// In a whole vCard, only the telephone lines are read: dates, revisions and IDs aren't numbers.
function vCardReplacements(text: string): Array<{ start: number; end: number; text: string }> {
  const replacements = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (!/^(?:item\d+\.)?tel[;:]/i.test(line))
      replacements.push({ start, end: start + line.length, text: '' });
    start += line.length + 1;
  }
  return replacements;
}
