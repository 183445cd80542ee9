import { isUsualGrouping, type ValidNumber } from '../resolve/validNumber';
import type { Group } from './elements';
import { isSure, numberOf, type GroupReader, type Piece } from './pieces';

// Hardly any number has more digits, unless the last ones are an extension.
const MAX_USUAL_LENGTH = 11;
const MIN_LOCAL_LENGTH = 6;
const MAX_SUFFIX_LENGTH = 3;
// In Germany and Austria, `12345-67` is one number.
const DIRECT_DIALING = new Set(['49', '43']);

/**
 * Where lengths vary, almost any digits after a number make up another valid one: `030 23125123 10115`,
 * `030 231251-231252`, `26 12 34 56-57`.
 * @returns the index of the group at which the shorter number ends, or -1 if the groups are clearly one number
 */
export function endOfShorterNumber({ groups, resolution }: Piece, reader: GroupReader): number {
  const number = numberOf(resolution);
  if (number === null || isWrittenAsUsual(groups, number)) return -1;
  return groups.findIndex(
    (_, at) => at > 0 && isApart(groups, at, number) && isNumber(groups.slice(0, at), reader),
  );
}

function isWrittenAsUsual(groups: readonly Group[], number: ValidNumber): boolean {
  const written = groups.map(({ digits }) => digits);
  const isCodeFirst = written[0]?.replace(/^0+/, '') === number.callingCode;
  return isUsualGrouping(number, isCodeFirst ? written.slice(1) : written);
}

function isApart(groups: readonly Group[], at: number, { national, callingCode }: ValidNumber): boolean {
  const { gap, digits } = groups[at] as Group;
  const isLong = national.length > MAX_USUAL_LENGTH;
  if (gap !== 'dash') return isLong;
  if (isLong) return digits.length >= MIN_LOCAL_LENGTH && digits.length === groups[at - 1]?.digits.length;
  const isLastDash = at === groups.length - 1 && groups.findIndex((group) => group.gap === 'dash') === at;
  return isLastDash && digits.length <= MAX_SUFFIX_LENGTH && !DIRECT_DIALING.has(callingCode);
}

function isNumber(groups: readonly Group[], reader: GroupReader): boolean {
  const resolution = reader.read(groups, true);
  return resolution !== null && isSure({ groups, resolution });
}
