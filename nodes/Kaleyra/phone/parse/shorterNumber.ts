import { YEAR_TEXT } from '../tokens/dateParts';
import { lengths } from '../resolve/neighbor';
import { isUsualGrouping, type ValidNumber } from '../resolve/validNumber';
import { digitsOf, textsOf, type Gap, type Group } from './elements';
import { isSure, numberOf, type GroupReader, type Piece } from './pieces';

// Hardly any number has more digits, unless the last ones are an extension.
const MAX_USUAL_LENGTH = 11;
/** Fewer digits are likely to be the beginning of a number. */
export const MIN_WHOLE_LENGTH = 8;
const MIN_LOCAL_LENGTH = 6;
const MAX_SUFFIX_LENGTH = 3;
// In Germany and Austria, `12345-67` is one number.
const ODD_SIGNS: ReadonlySet<Gap> = new Set(['dot', 'spacedDash']);
const DIRECT_DIALING = new Set(['49', '43']);

function hasDirectDialing({ callingCode, type }: ValidNumber): boolean {
  return DIRECT_DIALING.has(callingCode) && type !== 'toll_free';
}

/**
 * Where lengths vary, almost any digits next to a number make up another valid one: `030 23125123 10115`,
 * `030 231251-231252`, `26 12 34 56-57`, `12 26 12 34 56`.
 * @param isFirst whether the piece begins its run
 * @returns the digits beside the shorter number, or null if the groups are clearly one number
 */
export function digitsBesideNumber(
  { groups, resolution }: Piece,
  reader: GroupReader,
  isFirst?: boolean,
): string | null {
  if (resolution.kind !== 'number') return null;
  const { number: whole, reading } = resolution;
  const places = groups.slice(1).flatMap((_group, index) => {
    const at = index + 1;
    const { length } = digitsOf(groups.slice(at));
    const mayEnd = whole.national.length - length >= minLength(groups, at, whole);
    const mayBegin = reading !== 'written' && length >= MIN_WHOLE_LENGTH && !isTrunkPrefix(groups, at);
    return mayEnd || mayBegin ? [{ at, mayEnd, mayBegin }] : [];
  });
  // Formatting takes long, so it comes late, and once.
  if (places.length === 0 || isWrittenAsUsual(groups, whole)) return null;
  for (const { at, mayEnd, mayBegin } of places) {
    if (mayEnd && endsAt(groups, at, whole, reader, isFirst)) return digitsOf(groups.slice(at));
    if (mayBegin && isOther(groups, at, whole, reader)) return digitsOf(groups.slice(0, at));
  }
  return null;
}

// `(0)98765 43210`: what is behind a trunk prefix is the same number, so it need not be read again.
function isTrunkPrefix(groups: readonly Group[], at: number): boolean {
  return /^0+$/.test(digitsOf(groups.slice(0, at)));
}

function minLength(groups: readonly Group[], at: number, whole: ValidNumber): number {
  return isLong(whole) || groups[at]?.gap === 'dash' || isLoneDigit(groups, at) || isOddOneOut(groups, at)
    ? MIN_LOCAL_LENGTH
    : MIN_WHOLE_LENGTH;
}

// `06 03 12 34 5 Guys`
function isLoneDigit(groups: readonly Group[], at: number): boolean {
  return digitsOf(groups.slice(at)).length === 1;
}

function isLong({ national }: ValidNumber): boolean {
  return national.length > MAX_USUAL_LENGTH;
}

function endsAt(
  groups: readonly Group[],
  at: number,
  whole: ValidNumber,
  reader: GroupReader,
  isFirst?: boolean,
): boolean {
  const head = numberIn(groups.slice(0, at), reader, isFirst);
  return head !== null && isSeparate(groups, at, whole, head);
}

function isOther(groups: readonly Group[], at: number, whole: ValidNumber, reader: GroupReader): boolean {
  const behind = groups.slice(at);
  const tail = numberIn(behind, reader);
  if (tail === null || tail.e164 === whole.e164) return false;
  // `5 26123456`
  return groups.length === 2 || isWrittenAsUsual(behind, tail);
}

const BEHIND_DIGIT = /^1,\d+,/;

/** `3 347 1234567`: whether a whole begins with a digit before another complete number. */
export function isNumberBehindDigit({ groups, resolution }: Piece, reader: GroupReader): boolean {
  if (resolution.kind !== 'number' || groups[1]?.gap !== 'blank') return false;
  const { number: whole } = resolution;
  const other = BEHIND_DIGIT.test(lengths(textsOf(groups))) ? numberIn(groups.slice(1), reader) : null;
  return other !== null && other.e164 !== whole.e164 && !isWrittenAsUsual(groups, whole);
}

function numberIn(groups: readonly Group[], reader: GroupReader, isFirst?: boolean): ValidNumber | null {
  const resolution = reader.read(groups, isFirst);
  return resolution !== null && isSure({ groups, resolution }) ? numberOf(resolution) : null;
}

/** Whether the groups match how the country writes the number, with or without its calling code. */
export function isWrittenAsUsual(groups: readonly Group[], number: ValidNumber): boolean {
  const written = textsOf(groups);
  const isCodeFirst = (written[0] as string).replace(/^0+/, '') === number.callingCode;
  return isUsualGrouping(number, isCodeFirst ? written.slice(1) : written);
}

function isSeparate(groups: readonly Group[], at: number, whole: ValidNumber, head: ValidNumber): boolean {
  const { gap, digits } = groups[at] as Group;
  const last = groups[at - 1] as Group;
  const isDash = gap === 'dash';
  const isWholeHead = head.national.length >= MIN_WHOLE_LENGTH;
  if (isDash && hasDirectDialing(whole)) {
    // An extension is shorter.
    return (isLong(whole) && digits.length >= MIN_LOCAL_LENGTH) || (isWholeHead && isYearOrPostcode(digits));
  }
  if (isOddOneOut(groups, at) || isLoneDigit(groups, at)) return true;
  if (isDash ? isSuffix(groups, at) : isLong(whole)) return true;
  return isWholeHead && (isOutOfStep(last, digits) || isWrittenAsUsual(groups.slice(0, at), head));
}

function isOutOfStep(before: Group, digits: string): boolean {
  return digits.length === 1 || before.digits.length >= digits.length + 3;
}

// `030 23125123-2024`, `030 23125123-10115`: extensions are shorter.
function isYearOrPostcode(digits: string): boolean {
  return YEAR_TEXT.test(digits) || digits.length === 5;
}

// `09 123456.12`, `800 1234 - 2024`: a few digits at the end, behind another sign than the others.
function isOddOneOut(groups: readonly Group[], at: number): boolean {
  const { gap, digits } = groups[at] as Group;
  const isFew = digits.length <= 2 || YEAR_TEXT.test(digits);
  return isFew && ODD_SIGNS.has(gap) && groups.findIndex((group) => group.gap === gap) === at;
}

function isSuffix(groups: readonly Group[], at: number): boolean {
  return (groups[at] as Group).digits.length <= MAX_SUFFIX_LENGTH && isOnlyDash(groups, at);
}

function isOnlyDash(groups: readonly Group[], at: number): boolean {
  return at === groups.length - 1 && groups.findIndex(({ gap }) => gap === 'dash') === at;
}
