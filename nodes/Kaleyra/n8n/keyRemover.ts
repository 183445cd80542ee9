const SHORTEST_KEY = 6;
const REMOVED = '[key removed]';

/** @param end whether the text broke off, so that a part of the key can be at its end */
type KeyRemover = (text: string, end?: 'cut') => string;

/**
 * Returns a function that removes the API key from a text, in any spelling that turns into the key when JSON, a URL or
 * HTML is decoded, and in any case.
 */
export function keyRemover(apiKey: string): KeyRemover {
  const key = apiKey.trim();
  if (key.length < SHORTEST_KEY) return (text) => text;
  const characters = Array.from(key, spellings);
  const whole = new RegExp(characters.join(''), 'gi');
  const beginning = new RegExp(`${characters.reduceRight((rest, one) => `(?:${one}${rest})?`, '')}$`, 'i');
  return (text, end) => {
    const removed = text.replace(whole, REMOVED);
    return end === undefined ? removed : removed.replace(beginning, '');
  };
}

function spellings(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  const literal = character.replace(/[^a-z0-9]/i, String.raw`\$&`);
  return String.raw`(?:\\?${literal}|\\u${hex.padStart(4, '0')}|%${hex}|&#(?:${code}|x${hex});)`;
}
