import { MASK_CHARACTERS } from '../api/maskedNumber';
import type { ForEach, UniqueNumber } from './types';

/** How many digits a mask shows at either end. */
interface Shape<T> {
  readonly start: number;
  readonly end: number;
  /** By the digits shown. */
  readonly groups: Map<string, Group<T>>;
}

/** The masks that show the same digits, and the numbers that they fit. */
interface Group<T> {
  readonly masked: T[];
  numberCount: number;
  firstNumber: UniqueNumber | null;
}

/** A number and the only thing whose visible digits fit it, and vice versa. */
type Pair<T> = readonly [UniqueNumber, T];

/**
 * Assigns what has masked digits to numbers: only where it fits one number, and nothing else fits that number. Linear:
 * the numbers are grouped by the digits that each shape of mask shows, and there are few shapes.
 */
export async function matchMasked<T extends { readonly mobileNumber: string }>(
  numbers: readonly UniqueNumber[],
  masked: readonly T[],
  forEach: ForEach,
): Promise<{ pairs: readonly Pair<T>[]; unmatched: readonly T[] }> {
  const shapes = new Map<string, Shape<T>>();
  const groups: Array<Group<T> | null> = [];
  await forEach(masked, (one) => groups.push(groupFor(shapes, one)));

  const fits = new Map<UniqueNumber, number>();
  await forEach(numbers, (number) => fits.set(number, countMasks([...shapes.values()], number)));

  const pairs: Array<Pair<T>> = [];
  const unmatched: T[] = [];
  await forEach(masked, (one, index) => {
    const only = groups[index]?.numberCount === 1 ? groups[index].firstNumber : null;
    if (only !== null && fits.get(only) === 1) pairs.push([only, one]);
    else unmatched.push(one);
  });
  return { pairs, unmatched };
}

const MASKED = new RegExp(`^\\+?(\\d{0,15})[${MASK_CHARACTERS}]{1,30}(\\d{0,15})$`);

// The samples mask with a fixed number of letters, so a mask can stand for more digits than it has letters.
function groupFor<T extends { readonly mobileNumber: string }>(
  shapes: Map<string, Shape<T>>,
  one: T,
): Group<T> | null {
  const [, start = '', end = ''] = MASKED.exec(one.mobileNumber.replace(/[\s-]/g, '')) ?? [];
  if (start === '' && end === '') return null;
  const key = `${start.length} ${end.length}`;
  const shape = shapes.get(key) ?? { start: start.length, end: end.length, groups: new Map() };
  shapes.set(key, shape);
  const shown = `${start} ${end}`;
  const group = shape.groups.get(shown) ?? { masked: [], numberCount: 0, firstNumber: null };
  shape.groups.set(shown, group);
  group.masked.push(one);
  return group;
}

/** @returns how many masks fit the number */
function countMasks<T>(shapes: readonly Shape<T>[], number: UniqueNumber): number {
  const { digits } = number;
  let count = 0;
  for (const { start, end, groups } of shapes) {
    if (digits.length <= start + end) continue;
    const group = groups.get(`${digits.slice(0, start)} ${digits.slice(digits.length - end)}`);
    if (group === undefined) continue;
    group.numberCount += 1;
    group.firstNumber ??= number;
    count += group.masked.length;
  }
  return count;
}
