import { entryNumber, isEntry, PLAIN_NUMBER } from './entryFields';
import { asText, isObject, type WireObject } from './json';

/** What a response contains, wherever it stands. */
export interface FoundEntries {
  readonly entries: readonly WireObject[];
  /** Where each entry stands, in the same order. */
  readonly places: readonly EntryPlace[];
  /** How many elements of the list of entries cannot be read. */
  readonly unread: number;
  /** The objects around the entries, outermost first, or around the place where they should be. */
  readonly layers: readonly WireObject[];
}

/** What leads to an entry, outermost first. */
export interface EntryPlace {
  /** The objects around it. */
  readonly path: readonly WireObject[];
  /** The names under which these stand, and it itself: of a field, or what a list is keyed by. */
  readonly keys: readonly string[];
}

/** Deeper than any envelope. */
const MAX_DEPTH = 8;

/**
 * Finds the entries of a response. The documentation shows a list in `data` or in `data.data`. This also reads what is
 * certain in any other place: a list under another name, an object keyed by index or by number, a single entry. Only
 * `error` is left out.
 */
export function findEntries(json: unknown): FoundEntries {
  const search = new EntrySearch(json);
  Array.from(search.steps());
  return search.found();
}

interface Place extends EntryPlace {
  readonly depth: number;
  /** Whether the documentation shows entries there. */
  readonly isExpected: boolean;
}

/** The same in small steps: take them all, then ask what was found. */
export class EntrySearch {
  private readonly entries: WireObject[] = [];
  private readonly places: EntryPlace[] = [];
  private unread = 0;
  private layers: readonly WireObject[] | null = null;

  constructor(private readonly json: unknown) {}

  steps(): Iterable<void> {
    return this.visit(this.json, { path: [], keys: [], depth: 0, isExpected: true });
  }

  found(): FoundEntries {
    const { entries, places, unread, layers } = this;
    return { entries, places, unread, layers: layers ?? dataLayers(this.json, MAX_DEPTH) };
  }

  private *visit(value: unknown, place: Place): Generator<void> {
    if (place.depth > MAX_DEPTH) return;
    if (Array.isArray(value))
      yield* this.visitMembers(value, place, place.isExpected || value.some(isFilled));
    else if (isKeyedList(value)) yield* this.visitKeyedList(value, inside(value, place));
    else if (isObject(value)) yield* this.visitObject(value, place, inside(value, place).path);
    else if (place.isExpected && place.depth > 0 && asText(value) !== null) this.unread += 1;
  }

  private *visitMembers(members: readonly unknown[], place: Place, isExpected: boolean): Generator<void> {
    const { path, keys, depth } = place;
    const within = { path, keys, depth: depth + 1, isExpected };
    for (const member of members) {
      yield;
      // Nearly all members. A generator for each would take longer than all else here.
      if (isEntryAlone(member)) this.add(member, within, path);
      else yield* this.visitMember(member, within);
    }
  }

  private *visitKeyedList(list: WireObject, { path, keys, depth }: Place): Generator<void> {
    for (const key of Object.keys(list)) {
      const within = { path, keys: [...keys, key], depth: depth + 1, isExpected: true };
      yield;
      yield* this.visitMember(withNumber(list[key], key), within);
    }
  }

  private *visitMember(member: unknown, within: Place): Generator<void> {
    const before = this.entries.length + this.unread;
    if (isObject(member) && !isKeyedList(member)) yield* this.visitObject(member, within, within.path);
    else if (isFilled(member)) yield* this.visit(member, within);
    if (within.isExpected && this.entries.length + this.unread === before) this.unread += 1;
  }

  /** @param layers the envelope, if the object is an entry */
  private *visitObject(object: WireObject, place: Place, layers: readonly WireObject[]): Generator<void> {
    const { unread } = this;
    const found = this.entries.length;
    const isOne = isEntry(object);
    if (!isOne || isFilled(object.data)) yield* this.visitFields(object, inside(object, place));
    if (this.entries.length > found || !isOne) return;
    this.unread = unread;
    this.add(object, place, layers);
  }

  private add(entry: WireObject, place: Place, layers: readonly WireObject[]): void {
    this.layers ??= layers;
    this.entries.push(entry);
    this.places.push(place);
  }

  private *visitFields(object: WireObject, { path, keys, depth }: Place): Generator<void> {
    for (const name of Object.keys(object)) {
      yield;
      const value = object[name];
      const isExpected = name === 'data';
      if ((isExpected || isFilled(value)) && !/^errors?$/i.test(name))
        yield* this.visit(value, { path, keys: [...keys, name], depth, isExpected });
    }
  }
}

function isEntryAlone(member: unknown): member is WireObject {
  return isObject(member) && isEntry(member) && !isFilled(member.data);
}

function inside(object: WireObject, { path, keys, depth, isExpected }: Place): Place {
  return { path: [...path, object], keys, depth: depth + 1, isExpected };
}

// Keyed by index or by phone number.
function isKeyedList(value: unknown): value is WireObject {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\+?\d{1,15}$/.test(key));
}

function withNumber(member: unknown, key: string): unknown {
  if (!isObject(member) || !PLAIN_NUMBER.test(key) || entryNumber(member) !== null) return member;
  return { mobile_number: key, ...member };
}

/** Whether a value is an object or a list with anything in it. */
export function isFilled(value: unknown): boolean {
  // The keys of a long list are not listed: that takes longer than reading it.
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function dataLayers(json: unknown, depth: number): WireObject[] {
  return isObject(json) && depth > 0 ? [json, ...dataLayers(json.data, depth - 1)] : [];
}
