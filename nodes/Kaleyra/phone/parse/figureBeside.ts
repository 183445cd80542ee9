import { OTHER_IDENTIFIER, unexplained } from '../rejection';
import { digitsOf, type Gap, type Group, type Run } from './elements';
import {
  areSure,
  e164sOf,
  isSure,
  mayBeCodeOf,
  numberOf,
  UNDECIDED,
  type GroupReader,
  type Piece,
  type Pieces,
  type SplitResult,
} from './pieces';
import { isWrittenAsUsual } from './shorterNumber';

/** What a run is with the figure beside its number, and without it. */
interface WithOrWithout {
  readonly whole: SplitResult;
  readonly without: SplitResult;
}

/** Splits a run whose last groups may be a figure: `98765 43210 (2)`, `98765 43210 2 lines`. */
export function splitAtTrailingFigure(
  groups: readonly Group[],
  split: WithOrWithout,
  run: Run,
  reader: GroupReader,
): SplitResult {
  const { whole, without } = split;
  const { trailingFigure, trailingLength } = run;
  if (trailingFigure === 'date') return without;
  const last = groups.at(-1) as Group;
  if (trailingLength === 1 && isCompletedBy(groups, trailingFigure, split))
    return { failure: unexplained(last.digits) };
  if (trailingFigure === 'weak') return splitAtWeakEnd(groups, split, last.digits, reader);
  if (trailingFigure === 'price' && !('pieces' in without))
    return 'pieces' in whole ? { failure: OTHER_IDENTIFIER } : whole;
  // `04 1678 9-5`
  if (trailingLength > 1 && !('pieces' in whole) && reader.read(groups, true) !== null) return whole;
  const isLikely = isBracketedFigure(last) || isCount(last, run);
  return chooseFigure(without, whole, isLikely, groups.slice(-trailingLength));
}

const MAX_LINES = 5;

/** `06 58 12 34 10/12`: the two last groups may end several numbers, or be a date. */
export function isRange(groups: readonly Group[], reader: GroupReader): boolean {
  const [first, last] = groups.slice(-2) as [Group, Group];
  const lines = Number(last.digits) - Number(first.digits);
  if (lines < 1 || lines > MAX_LINES || first.digits.length + last.digits.length !== 4) return false;
  const whole = groups.slice(0, -1);
  const resolution = reader.read(whole, true);
  return resolution !== null && isSure({ groups: whole, resolution });
}

// `030 23125123 2 kg`
function isCount({ digits }: Group, { trailingFigure, trailingLength }: Run): boolean {
  const isFigure = trailingFigure === 'count' || trailingFigure === 'price';
  return isFigure && trailingLength === 1 && SINGLE_DIGIT.test(digits);
}

const SINGLE_DIGIT = /^[1-9]$/;
const TWO_DIGITS = /^[1-9]\d$/;

// `212-555-012 3 people`, `0171 39200 12 kg`: the number is short of digits, and the figure counts something.
function isCompletedBy(
  groups: readonly Group[],
  kind: Run['trailingFigure'],
  { whole, without }: WithOrWithout,
): boolean {
  if ('pieces' in without || !('pieces' in whole)) return false;
  const { digits } = groups.at(-1) as Group;
  const mayCount = TWO_DIGITS.test(digits) && (kind === 'count' || isSetApart(groups));
  return (SINGLE_DIGIT.test(digits) || mayCount) && !whole.pieces.every(isPlain);
}

const MIN_LENGTH_OF_END = 5;
const DIVIDES: ReadonlySet<Gap | undefined> = new Set(['dash', 'spacedDash']);

// `0171 39200 12 Rosen`, `212-555-01 23 Main St`, but not `0171 392 00 12 Max`
function isSetApart(groups: readonly Group[]): boolean {
  const before = groups.at(-2);
  return (before?.digits.length ?? 0) >= MIN_LENGTH_OF_END || DIVIDES.has(before?.gap);
}

/**
 * Splits a run with a figure that says little, `table for 4 98765 43210` or `98765 43210 2 dogs`: it is one only if it
 * can't belong to the number in any way.
 */
export function splitAtWeakFigure(
  groups: readonly Group[],
  { whole, without }: WithOrWithout,
  figure: string,
  reader: GroupReader,
): SplitResult {
  if (figure.length <= 2 && isMailbox(whole) && areSure(without)) return without;
  const resolution = reader.read(groups, true);
  const isNumber = areSure(whole) || (resolution !== null && isSure({ groups, resolution }));
  if (isNumber || !('pieces' in without)) return whole;
  if (mayBeCodeOf(figure, without)) return { failure: unexplained(figure) };
  return areSure(without) ? without : whole;
}

// `Via Roma 34 02 1234567`: Italy's mobiles have voice mailboxes with longer numbers, which hardly anyone writes down.
function isMailbox(whole: SplitResult): boolean {
  return (
    'pieces' in whole && whole.pieces.some(({ resolution }) => numberOf(resolution)?.type === 'voicemail')
  );
}

// In `08-12 34 56 12 lgh`, the figure makes an unusual number of a usual one.
function splitAtWeakEnd(
  groups: readonly Group[],
  split: WithOrWithout,
  figure: string,
  reader: GroupReader,
): SplitResult {
  return isUsualAlone(split, groups)
    ? { failure: unexplained(figure) }
    : splitAtWeakFigure(groups, split, figure, reader);
}

// The number is grouped as usual without the figure, and not with it; a longer figure is more often its last group.
function isUsualAlone({ whole, without }: WithOrWithout, groups: readonly Group[]): boolean {
  const isSmall = (groups.at(-1) as Group).digits.length <= 2;
  const isDivided = isSmall && groups.length > 2 && areSure(whole) && areSure(without);
  return isDivided && without.pieces.every(isPlain) && !whole.pieces.every(isPlain);
}

/** `(2)` counts; `(0)` is a trunk prefix and `(020)` an area code. */
export function isBracketedFigure({ bracketed, digits }: Group, figure = /^[1-9]\d?$/): boolean {
  return bracketed && figure.test(digits);
}

/** It's a figure if there is a number without it; if there is a number with it too, only if a figure is likely. */
export function chooseFigure(
  without: SplitResult,
  withFigure: SplitResult,
  isLikely: boolean,
  figure: readonly Group[],
): SplitResult {
  if (!('pieces' in without)) return withFigure;
  if (isLikely || !('pieces' in withFigure) || key(without) === key(withFigure)) return without;
  // What is unclear by itself says why. `7012 (7013)`: it is a number in its own right.
  if (key(withFigure) === UNDECIDED || key(withFigure).startsWith(`${key(without)},`)) return withFigure;
  return { failure: unexplained(digitsOf(figure)) };
}

function key(pieces: Pieces): string {
  return e164sOf(pieces).join();
}

/** Whether a number is undivided or grouped as usual. */
export function isPlain({ groups, resolution }: Piece): boolean {
  const number = numberOf(resolution);
  return number !== null && (groups.length === 1 || isWrittenAsUsual(groups, number));
}
