const SHORTEST_KEY = 6;

/**
 * Returns a function that removes the API key from a text, in any spelling that turns into the key when JSON, a URL or
 * HTML is decoded, and in any case.
 */
export function keyRemover(apiKey: string): (text: string) => string {
  const key = apiKey.trim();
  if (key.length < SHORTEST_KEY) return (text) => text;
  const pattern = new RegExp(Array.from(key, spellings).join(''), 'gi');
  return (text) => text.replace(pattern, '[key removed]');
}

function spellings(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  const literal = character.replace(/[^a-z0-9]/i, String.raw`\$&`);
  return String.raw`(?:\\?${literal}|\\u${hex.padStart(4, '0')}|%${hex}|&#(?:${code}|x${hex});)`;
}
