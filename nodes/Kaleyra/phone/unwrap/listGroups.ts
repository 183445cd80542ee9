import type { RejectedFragment } from '../types';
import { hasNumber, type TextCell } from './textCell';

/** What a list or an object has, one after the other. */
export type Part = TextCell | RejectedFragment;

const MAX_GROUP = 100;
const MAX_LENGTH = 100;

/**
 * Groups what may say something about each other: numbers with a short text between them, such as a country or a code of
 * its own, and what is before the first and behind the last. A number right behind another one begins a new group.
 * A null marks a step that completes no group.
 */
export function* groupsOf(parts: Iterable<Part | null>): Generator<readonly Part[] | null> {
  let group: Part[] = [];
  let first: boolean | null = null;
  let last: boolean | null = null;
  for (const part of parts) {
    yield null;
    if (part === null) continue;
    const isNumber = isNumberOrWords(part);
    // Where a group may be cut: before what it began with, a country or a number.
    const isFull = group.length >= MAX_GROUP && (isNumber === null || isNumber === first);
    if (isFull || (isNumber === true && last === true) || isLong(part)) {
      yield group;
      [group, first, last] = [[], null, null];
    }
    first ??= isNumber;
    last = isNumber ?? last;
    group.push(part);
  }
  yield group;
}

/**
 * The texts of a group as one, as they would be in a cell; null if it has no number, or nothing beside it.
 */
export function joined(group: readonly Part[]): TextCell | null {
  const cells = group.filter((part): part is TextCell => isNumberOrWords(part) !== null);
  const [number, ...others] = cells.filter(({ text }) => hasNumber(text));
  if (number === undefined || cells.length === 1 || number.isInternational === true) return null;
  if (others.some(({ country, isInternational }) => country !== number.country || isInternational))
    return null;
  return { ...number, text: cells.map(({ text }) => withoutCountry(text)).join('; ') };
}

// The code decides: `+44 GB`.
function withoutCountry(text: string): string {
  return /^\P{Nd}*(\+\s?\d{1,3})\P{Nd}*$/u.exec(text)?.[1] ?? text;
}

/** True for a number, false for a short text; null for what says nothing about its neighbors. */
function isNumberOrWords(part: Part): boolean | null {
  if (!('text' in part) || part.text.trim() === '' || isLong(part)) return null;
  return hasNumber(part.text);
}

// It begins a group, and takes its own time.
function isLong(part: Part): boolean {
  return 'text' in part && part.text.length > MAX_LENGTH;
}
