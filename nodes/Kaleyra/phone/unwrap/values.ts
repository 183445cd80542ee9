import {
  COMPUTED,
  EMPTY,
  NOT_A_NUMBER,
  rejection,
  SCIENTIFIC_NOTATION,
  TOO_LONG_A_LIST,
  TOO_LARGE_AN_OBJECT,
  type Rejection,
} from '../rejection';
import type { RejectedFragment } from '../types';
import { countriesOfRecords, formWithCountry } from './countries';
import type { Part } from './listGroups';
import { withMentioned } from './textCell';
import { phonesInObject } from './objects';
import { isContainer, isNothing, listOf, parseContainer } from './shapes';

const MAX_LIST_DEPTH = 6;
const MAX_ELEMENTS = 100_000;
const MAX_SHOWN = 250;
const MAX_KEYS = 8;
const MAX_KEY = 30;
// Excel's -9876543119 was +91-9876543210; shorter ones are just negative.
const MIN_COMPUTED = -1_000_000;

/**
 * Extracts the texts from a value of any type: each element of a list, the phone numbers of an object, and likewise
 * from their JSON. Never throws; its work grows in proportion to the value.
 * @returns at least one part; a value without text is rejected as is. A null marks a step that gives none.
 */
export function* unwrapValue(cell: unknown): Generator<Part | null> {
  let isEmpty = true;
  for (const part of new Unwrapper().unwrap(cell, 0)) {
    isEmpty &&= part === null;
    yield part;
  }
  if (isEmpty) yield rejected('', EMPTY);
}

class Unwrapper {
  // A list may appear in many places of another one, so depth alone isn't a bound.
  private elementsLeft = MAX_ELEMENTS;

  *unwrap(value: unknown, depth: number): Generator<Part | null> {
    const container = typeof value === 'string' ? (parseContainer(value) ?? formWithCountry(value)) : value;
    if (container === null && typeof value === 'string') {
      yield { text: value };
      return;
    }
    try {
      const list = listOf(container);
      if (list !== null) yield* this.unwrapList(list, depth);
      else yield* isContainer(container) ? unwrapObject(container) : [unwrapScalar(container)];
    } catch {
      yield rejected(typeof value, NOT_A_NUMBER);
    }
  }

  private *unwrapList(list: readonly unknown[], depth: number): Generator<Part | null> {
    if (list.length > this.elementsLeft) {
      this.elementsLeft = 0;
      yield rejected('list', TOO_LONG_A_LIST);
      return;
    }
    if (depth >= MAX_LIST_DEPTH) {
      yield rejected(describe(list), NOT_A_NUMBER);
      return;
    }
    this.elementsLeft -= list.length;
    yield null;
    yield* this.unwrapElements(list, depth);
  }

  private *unwrapElements(list: readonly unknown[], depth: number): Generator<Part | null> {
    // Form answers: those that aren't a phone number aren't rejected when another one is.
    const areRecords = list.every(isRecord);
    const mentioned = countriesOfRecords(list);
    const withoutPhone: Part[] = [];
    let hasPhone = false;
    for (const element of list.filter(() => true)) {
      for (const part of this.unwrap(element, depth + 1)) {
        const isPhone = isPhonePart(part);
        hasPhone ||= isPhone;
        if (areRecords && part !== null && !isPhone) withoutPhone.push(part);
        if (areRecords && !isPhone) yield null;
        else yield part !== null && 'text' in part ? withMentioned(part, mentioned) : part;
      }
    }
    if (!hasPhone) yield* withoutPhone;
  }
}

function isPhonePart(part: Part | null): boolean {
  return part !== null && 'text' in part && !isNothing(part.text);
}

function unwrapObject(object: object): readonly Part[] {
  const cells = phonesInObject(object);
  if (cells === null) return [rejected('object', TOO_LARGE_AN_OBJECT)];
  if (cells.length > 0) return cells;
  const keys = Object.keys(object);
  return [rejected(describe(object), keys.length === 0 ? NOT_A_NUMBER : noPhoneAmong(keys))];
}

function unwrapScalar(value: unknown): Part {
  if (value === null || value === undefined) return rejected('', EMPTY);
  if (typeof value === 'number') return unwrapNumber(value);
  if (typeof value === 'bigint')
    return value < 0n ? rejected(String(value), COMPUTED) : { text: String(value) };
  return rejected(typeof value === 'boolean' ? String(value) : typeof value, NOT_A_NUMBER);
}

function unwrapNumber(value: number): Part {
  const text = String(value);
  if (text.includes('e')) return rejected(text, SCIENTIFIC_NOTATION);
  if (!Number.isInteger(value)) return rejected(text, NOT_A_NUMBER);
  if (value < 0) return rejected(text, value <= MIN_COMPUTED ? COMPUTED : NOT_A_NUMBER);
  return { text };
}

function isRecord(value: unknown): boolean {
  return isContainer(value) && listOf(value) === null;
}

function noPhoneAmong(keys: readonly string[]): Rejection {
  const shown = keys.slice(0, MAX_KEYS).map((key) => cut(key, MAX_KEY));
  const more = keys.length > MAX_KEYS ? ', …' : '';
  return rejection(
    'NOT_A_NUMBER',
    `No phone number was found in this object. Its fields: ${shown.join(', ')}${more}. Select the field that contains the number.`,
  );
}

function rejected(input: string, reason: Rejection): RejectedFragment {
  return { input: cut(input, MAX_SHOWN), ...reason };
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function describe(value: object): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
