import type { Replacement } from './sourceText';

const ESCAPE = /\\{1,2}(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([nrt]))/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t' };
// `C:\new`, `\\server\reports`
const PATH = /(?:^|[^\p{L}\d])(?:[a-z]:\\|\\\\\p{L}[^\\\s]*\\)/iu;

/** Escape sequences that a program wrote as text: `415…\n415…`, `030\u00a023125123`. */
export function escapeReplacements(text: string): Replacement[] {
  if (PATH.test(text)) return [];
  return [...text.matchAll(ESCAPE)].map(({ 0: found, 1: unicode, 2: latin, 3: name = '', index }) => ({
    start: index,
    end: index + found.length,
    text: NAMED[name] ?? String.fromCharCode(Number.parseInt(String(unicode ?? latin), 16)),
  }));
}
