import { SHORTHAND, unexplained } from '../rejection';
import { isCompactDate, isPostalOrDate } from './dates';
import { digitsOf, type Gap, type Group } from './elements';
import {
  FAILED,
  isCompleted,
  isSure,
  neighborOf,
  numberOf,
  type GroupReader,
  type Piece,
  type SplitResult,
} from './pieces';
import { digitsBesideNumber, MIN_WHOLE_LENGTH } from './shorterNumber';

const MAX_DIGITS = 19;
const MAX_SUFFIX_LENGTH = 5;

/** A division of groups into numbers, as a linked list from first to last. */
interface Division {
  readonly piece: Piece;
  readonly next: Division | null;
}

/**
 * `98765 43210 98765 43211`: the only way to split all groups into two or more valid numbers, if there is exactly one.
 */
export function splitAtBlanks(groups: readonly Group[], reader: GroupReader): SplitResult {
  // For each group, the divisions of it and everything after it: two are enough to know that there is more than one.
  const divisions: Array<Array<Division | null>> = [];
  divisions[groups.length] = [null];
  for (let from = groups.length - 1; from >= 0; from -= 1) {
    if (from > 0 && !isCut(groups, from)) continue;
    divisions[from] = divisionsFrom(groups, from, divisions, reader);
  }
  const [only = null, ...others] = divisions[0] as Division[];
  const [first, ...further] = others.length > 0 ? [] : piecesOf(only);
  return first === undefined || mayGoOn(first, groups, reader)
    ? FAILED
    : readFurther(
        further.map(({ groups: segment }) => segment),
        [first],
        reader,
      );
}

// `27 12 34 56 1588-1234`: its first three groups are a number, and so are its first four.
function mayGoOn({ groups: first }: Piece, groups: readonly Group[], reader: GroupReader): boolean {
  return sureNumber(groups.slice(0, first.length + 1), reader, true) !== null;
}

function divisionsFrom(
  groups: readonly Group[],
  from: number,
  divisions: ReadonlyArray<ReadonlyArray<Division | null>>,
  reader: GroupReader,
): Division[] {
  const found: Division[] = [];
  for (let to = from + 1; to <= groups.length; to += 1) {
    const segment = groups.slice(from, to);
    if (digitsOf(segment).length > MAX_DIGITS) break;
    // All together are no number, as the caller has found out.
    const isWhole = from === 0 && to === groups.length;
    const further = isWhole ? [] : (divisions[to]?.slice(0, 2) ?? []);
    const piece = further.length === 0 ? null : sureNumber(segment, reader, from === 0);
    if (piece !== null) found.push(...further.map((next) => ({ piece, next })));
  }
  return found;
}

function sureNumber(groups: readonly Group[], reader: GroupReader, isFirst: boolean): Piece | null {
  const resolution = reader.read(groups, isFirst);
  if (resolution?.kind !== 'number') return null;
  const piece = { groups, resolution };
  return isWholeNumber(piece, reader, isFirst) ? piece : null;
}

function piecesOf(division: Division | null): Piece[] {
  const pieces: Piece[] = [];
  for (let at = division; at !== null; at = at.next) pieces.push(at.piece);
  return pieces;
}

const CUTS: ReadonlySet<Gap> = new Set(['blank', 'spacedDash', 'bracket']);

// `0612345678-0199001234`: a dash without blanks only ties whole numbers.
function isCut(groups: readonly Group[], from: number): boolean {
  const { gap, digits } = groups[from] as Group;
  const before = groups[from - 1] as Group;
  return (
    CUTS.has(gap) || (gap === 'dash' && Math.min(before.digits.length, digits.length) >= MIN_WHOLE_LENGTH)
  );
}

/** The numbers after the first: each complete, or completed by the codes of the previous one. */
export function readFurther(
  segments: ReadonlyArray<readonly Group[]>,
  first: readonly Piece[],
  reader: GroupReader,
): SplitResult {
  const pieces = [...first];
  const dated = [...pieces.map(({ groups }) => groups), ...segments].find(isCompactDate);
  if (dated !== undefined) return { failure: unexplained(digitsOf(dated)) };
  for (const groups of segments) {
    const before = pieces.at(-1) as Piece;
    const neighbor = neighborOf(before);
    const resolution = neighbor === null ? reader.read(groups) : reader.readBeside(groups, neighbor);
    if (resolution !== null && 'reason' in resolution) return { failure: resolution };
    const digits = digitsOf(groups);
    const piece = resolution === null ? null : { groups, resolution };
    if (piece === null || !isWholeNumber(piece, reader) || isStray(piece, before)) {
      return { failure: digits.length <= MAX_SUFFIX_LENGTH ? SHORTHAND : unexplained(digits) };
    }
    pieces.push(piece);
  }
  return { pieces };
}

// In `030 23125124 / 030 23125123 2`, the second isn't.
function isWholeNumber(piece: Piece, reader: GroupReader, isFirst?: boolean): boolean {
  return isSure(piece) && digitsBesideNumber(piece, reader, isFirst) === null;
}

// Next to a number, a few digits are another one only if both look alike: `7012 (7013)`, but not `7012 (4711)`. Six may
// be a postal code or a date.
function isStray({ groups, resolution }: Piece, before: Piece): boolean {
  const digits = digitsOf(groups);
  const other = numberOf(before.resolution)?.national ?? '';
  if (digits.length <= MAX_SUFFIX_LENGTH) return digits.length !== other.length || digits[0] !== other[0];
  return !isCompleted(resolution) && digits.length !== other.length && isPostalOrDate(groups);
}
