import { YEAR_TEXT } from '../tokens/dateParts';
import { isUsual } from './codeOrFigure';
import { isCompactDate, isDateOrHours, isHours, isLikeIpAddress, isShortDate } from './dates';
import type { Gap, Group, Run } from './elements';
import type { Pieces, RunResult } from './pieces';

/** Whether digits are rather a date, hours or an IP address, by themselves or with a number next to them. */
export function isDateOrAddress({ outcome, run }: RunResult, isAlone: boolean): boolean {
  if (!('pieces' in outcome) || run.plus) return false;
  const isAddress = isLikeIpAddress(run.groups) && !isUsual(outcome);
  if (!run.isJoined && (isShortDate(run.groups) || hasDate(run, outcome))) return true;
  if (!run.isJoined && isNumberOfYear(run.groups) && !isUsual(outcome)) return true;
  return isAddress || (isAlone ? isDateOrHours : isCompactDate)(run.groups);
}

const DIVIDES: ReadonlySet<Gap> = new Set(['dash', 'slash']);

// `2024-00123`, `RE-2024/0815`: documents are numbered by year.
function isNumberOfYear([year, number, ...others]: readonly Group[]): boolean {
  if (year === undefined || number === undefined || others.length > 0) return false;
  return YEAR_TEXT.test(year.digits) && DIVIDES.has(number.gap) && /^\d{3,6}$/.test(number.digits);
}

// `12.03.24/0664 123456`
function hasDate({ groups }: Run, { pieces }: Pieces): boolean {
  if (pieces.length < 2) return false;
  // Within a piece, a slash counts as a blank.
  const asWritten = new Map(groups.map((group) => [group.start, group]));
  return pieces.some((piece) => {
    const written = piece.groups.map((group) => asWritten.get(group.start) ?? group);
    return isShortDate(written, DATE_GAPS) || isDateOrHours(written) || isHours(written);
  });
}

const DATE_GAPS: ReadonlySet<Gap> = new Set(['dot', 'slash']);
