import { isUsualGrouping, type ValidNumber } from '../resolve/validNumber';
import { digitsOf, type Group } from './elements';
import { isSure, numberOf, type GroupReader, type Piece } from './pieces';

// Hardly any number has more digits, unless the last ones are an extension.
const MAX_USUAL_LENGTH = 11;
// Fewer digits are likely to be the beginning of a number.
const MIN_WHOLE_LENGTH = 8;
const MIN_LOCAL_LENGTH = 6;
const MAX_SUFFIX_LENGTH = 3;
// In Germany and Austria, `12345-67` is one number.
const DIRECT_DIALING = new Set(['49', '43']);

/**
 * Where lengths vary, almost any digits next to a number make up another valid one: `030 23125123 10115`,
 * `030 231251-231252`, `26 12 34 56-57`, `12 26 12 34 56`.
 * @returns the digits beside the shorter number, or null if the groups are clearly one number
 */
export function digitsBesideNumber({ groups, resolution }: Piece, reader: GroupReader): string | null {
  const whole = numberOf(resolution);
  if (whole === null || isWrittenAsUsual(groups, whole)) return null;
  for (let at = 1; at < groups.length; at += 1) {
    const before = groups.slice(0, at);
    const behind = groups.slice(at);
    const head = numberIn(before, true, reader);
    if (head !== null && isSeparate(groups, at, whole, head)) return digitsOf(behind);
    const tail = numberIn(behind, false, reader);
    const isOther = tail !== null && tail.e164 !== whole.e164 && tail.national.length >= MIN_WHOLE_LENGTH;
    if (isOther && resolution.kind === 'number' && resolution.reading !== 'written') {
      if (isWrittenAsUsual(behind, tail)) return digitsOf(before);
    }
  }
  return null;
}

function numberIn(groups: readonly Group[], isFirst: boolean, reader: GroupReader): ValidNumber | null {
  if (digitsOf(groups).length < MIN_LOCAL_LENGTH) return null;
  const resolution = reader.read(groups, isFirst);
  return resolution !== null && isSure({ groups, resolution }) ? numberOf(resolution) : null;
}

/** Whether the groups match how the country writes the number, with or without its calling code. */
export function isWrittenAsUsual(groups: readonly Group[], number: ValidNumber): boolean {
  const written = groups.map(({ digits }) => digits);
  const isCodeFirst = written[0]?.replace(/^0+/, '') === number.callingCode;
  return isUsualGrouping(number, isCodeFirst ? written.slice(1) : written);
}

function isSeparate(groups: readonly Group[], at: number, whole: ValidNumber, head: ValidNumber): boolean {
  const { gap, digits } = groups[at] as Group;
  const last = groups[at - 1] as Group;
  const isLong = whole.national.length > MAX_USUAL_LENGTH;
  if (gap === 'dash' && DIRECT_DIALING.has(whole.callingCode))
    return isLong && digits.length >= MIN_LOCAL_LENGTH && digits.length === last.digits.length;
  if (isLong && gap !== 'dash') return true;
  if (gap === 'dash' && digits.length <= MAX_SUFFIX_LENGTH && isOnlyDash(groups, at)) return true;
  if (head.national.length < MIN_WHOLE_LENGTH) return false;
  const isOutOfStep = digits.length === 1 || last.digits.length >= digits.length + 3;
  return isOutOfStep || isWrittenAsUsual(groups.slice(0, at), head);
}

function isOnlyDash(groups: readonly Group[], at: number): boolean {
  return at === groups.length - 1 && groups.findIndex(({ gap }) => gap === 'dash') === at;
}
