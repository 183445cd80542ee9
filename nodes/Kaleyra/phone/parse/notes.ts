import { digits, kind, match, touching, word } from '../tokens/match';
import type { Token } from '../tokens/token';
import { date, ipAddress } from './dates';
import { allDay, clockTime, timestamp } from './times';

/**
 * Recognizes something that begins with digits and isn't a number.
 * @returns the index after it, or 0 if there isn't one. Each looks a fixed number of tokens ahead.
 */
type Recognizer = (tokens: readonly Token[], index: number) => number;

/** What can only be a note, wherever it is. To add a kind, add a recognizer. */
const RECOGNIZERS: readonly Recognizer[] = [
  date,
  timestamp,
  clockTime,
  allDay,
  ordinal,
  percentage,
  ipAddress,
];

/** The index after a note, or 0. */
export function noteAt(tokens: readonly Token[], index: number): number {
  for (const recognize of RECOGNIZERS) {
    const end = recognize(tokens, index);
    if (end > 0) return end;
  }
  return 0;
}

const ORDINAL = [digits(/^\d{1,2}$/), touching(word(/^(?:st|nd|rd|th)$/i))];
const PERCENTAGE = [kind('digits'), touching(kind('percent'))];

// `2nd:`
function ordinal(tokens: readonly Token[], index: number): number {
  return match(tokens, index, ...ORDINAL);
}

function percentage(tokens: readonly Token[], index: number): number {
  return match(tokens, index, ...PERCENTAGE);
}
