import { ambiguous, SHORTHAND, unexplained } from '../rejection';
import { lengths } from '../resolve/neighbor';
import { digitsOf, textsOf, type Figure, type Gap, type Group, type Run } from './elements';
import {
  areSure,
  e164sOf,
  FAILED,
  isSure,
  mayBeAreaOf,
  numberOf,
  type GroupReader,
  type Piece,
  type Pieces,
  type SplitResult,
  UNDECIDED,
} from './pieces';
import {
  chooseFigure,
  isBracketedFigure,
  isPlain,
  isRange,
  splitAtTrailingFigure,
  splitAtWeakFigure,
} from './figureBeside';
import { isUsual } from './codeOrFigure';
import { digitsBesideNumber, isNumberBehindDigit } from './shorterNumber';
import { readFurther, splitAtBlanks } from './splitAtBlanks';

// Fewer digits before a suffix are an area code: `030/12`.
const MIN_DIGITS_BEFORE_SUFFIX = 6;
const MAX_DIGITS_OF_A_NUMBER = 19;
const MAX_SUFFIX_LENGTH = 3;
const MAX_EXTENSION_LENGTH = 7;
const MAX_CHINESE_EXTENSION_LENGTH = 4;

/** Splits a run into numbers so that every digit is explained. */
export function splitRun(run: Run, reader: GroupReader): SplitResult {
  const groups = withCodeJoined(run);
  const isMaybeFigure = run.figure !== 'none' || (!run.plus && isBracketedFigure(groups[0] as Group));
  if (isMaybeFigure && groups.length > run.figureLength) return splitAfterFigure(groups, run, reader);
  const found = splitWithTail(groups, run, reader);
  const pieces = 'pieces' in found && !run.plus ? found.pieces : [];
  return pieces.some((piece) => isNumberBehindDigit(piece, reader))
    ? { failure: unexplained(digitsOf(groups.slice(0, 1))) }
    : found;
}

function splitAfterFigure(groups: readonly Group[], run: Run, reader: GroupReader): SplitResult {
  // `1. 030 23125123`
  const behind = digitsOf(groups.slice(1));
  const mayBeShort = run.owner === 'place' && behind.length <= MAX_SHORT_LENGTH;
  if (run.figure === 'likely' && behind.startsWith('0') && !mayBeShort) {
    return splitWithTail(groups.slice(1), run, reader);
  }
  const whole = splitWithTail(groups, run, reader);
  const beyond = areSure(whole) ? null : beyondHouse(groups, run, reader);
  return beyond ?? splitAfterFirst(groups, whole, run, reader);
}

function splitAfterFirst(
  groups: readonly Group[],
  whole: SplitResult,
  run: Run,
  reader: GroupReader,
): SplitResult {
  const first = digitsOf(groups.slice(0, 1));
  const behind = groups.slice(run.figureLength);
  if (run.figure === 'postcode') return splitAfterPostcode(groups, whole, run, reader);
  const without = splitWithTail(behind, run, reader);
  if (run.figure === 'weak') return splitAtWeakFigure(groups, { whole, without }, first, reader);
  // `(11) 98765-4312 2`: a number that isn't grouped as usual may be missing its area code.
  const isShort = run.figure === 'none' && first.length === 2;
  if (isShort && 'pieces' in without && !without.pieces.every(isPlain)) return whole;
  // `06/12 34 56 78`
  if (run.figureLength > 1 && !areSure(without)) return whole;
  const unclear = unclearFigure(first, run, without, whole);
  if (unclear !== null) return unclear;
  // `30. 23125123` may be a number of Berlin.
  const isLikely = isLikelyFigure(groups, run) && (areSure(without) || !mayBeAreaOf(first, whole));
  return chooseFigure(without, whole, isLikely, groups.slice(0, run.figureLength));
}

const MAX_SHORT_LENGTH = 7;

// `St 331 01 23 450`: the figure may belong to the number, which is short without it.
function isShortBehindPlace(without: SplitResult, { figure, owner }: Run): boolean {
  const isBehindPlace = owner === 'place' && LIKELY.has(figure);
  const digits = 'pieces' in without ? without.pieces.map(({ groups }) => digitsOf(groups)).join('') : '';
  return isBehindPlace && digits !== '' && digits.length <= MAX_SHORT_LENGTH;
}

const IN_THOUSANDS = /^[23],3,3$/;

// `ul. 512 345 678`, `No 12 345 678`: beside a figure, a number without its trunk prefix may lack its first digits.
function lacksFigure(without: SplitResult, { groups, figure, owner }: Run): boolean {
  const isOfStreet = figure === 'likely' && owner === 'place';
  if (!isOfStreet && !IN_THOUSANDS.test(lengths(textsOf(groups)))) return false;
  return 'pieces' in without && !areSure(without);
}

function unclearFigure(
  first: string,
  run: Run,
  without: SplitResult,
  whole: SplitResult,
): SplitResult | null {
  const { figure } = run;
  if (isAreaCodeOfPlace(figure, without, whole)) return areaCodeOrAddress(first, whole);
  // `DE-01512 3456789`: no number without its trunk prefix is behind a postal code.
  if (figure === 'maybe' && first.startsWith('0') && areSure(whole) && !areSure(without)) return whole;
  const mayBeBoth = figure === 'likely' && areSure(without) && isUsual(whole);
  if (mayBeBoth) return listOrArea(first, whole, without);
  const isShort = areSure(whole) && isShortBehindPlace(without, run);
  return isShort || lacksFigure(without, run) ? { failure: unexplained(first) } : null;
}

// A trunk prefix begins a number, but so it may in `04-01 0315 90`.
function isLikelyFigure(groups: readonly Group[], { figure, figureLength }: Run): boolean {
  const [begins, goesOn] = [groups[0], groups[figureLength]].map((group) => group?.digits.startsWith('0'));
  return LIKELY.has(figure) || (goesOn === true && begins !== true);
}

const HOUSE_GAPS: ReadonlySet<Gap> = new Set(['dash', 'slash']);
const TRUNK = /^(?:0|8$)/;
const BEHIND_HOUSE: ReadonlySet<Gap | undefined> = new Set(['blank', 'bracket', 'spacedDash']);

// `Hauptstr. 12-14 030 …`, `渋谷1-2-3 03-…`, `NY 10118-0110 (212) 555-0143`: a number after a figure of several groups, or null.
function beyondHouse(groups: readonly Group[], run: Run, reader: GroupReader): SplitResult | null {
  const at = groups.findIndex(({ gap }, index) => index > 0 && !HOUSE_GAPS.has(gap));
  if (at < 2 || !BEHIND_HOUSE.has(groups[at]?.gap)) return null;
  // `Tel1-74 21234`
  if (run.figure === 'weak' && !TRUNK.test(digitsOf(groups.slice(at, at + 1)))) return null;
  const beyond = splitWithTail(groups.slice(at), run, reader);
  return areSure(beyond) ? beyond : null;
}

// `NY 10118 (212) 555-0143`, but not `Ravi 98765 43210`
function splitAfterPostcode(
  groups: readonly Group[],
  whole: SplitResult,
  run: Run,
  reader: GroupReader,
): SplitResult {
  const without = splitWithTail(groups.slice(1), run, reader);
  return areSure(without) && !('pieces' in whole) ? without : whole;
}

const PLACES: ReadonlySet<Figure> = new Set(['room', 'premises', 'route']);
const LIKELY: ReadonlySet<Figure> = new Set(['likely', ...PLACES]);

// `Suite 212 555-0143`: the digits need the figure, but it belongs to the suite. `Shop 212 555 0143` is a shop's phone.
function isAreaCodeOfPlace(figure: Figure, without: SplitResult, whole: SplitResult): whole is Pieces {
  if (!PLACES.has(figure) || !('pieces' in whole) || areSure(without)) return false;
  if (figure === 'route') return whole.pieces.some(isBehindRoute);
  const isDivided = whole.pieces.some(({ groups }) =>
    groups.some(({ gap }, at) => at > 1 && gap === 'blank'),
  );
  return figure === 'room' || !isDivided || !areSure(whole);
}

// `Bus: 212-555-0143` is a business phone.
function isBehindRoute({ groups, resolution }: Piece): boolean {
  return groups[1]?.gap === 'blank' && numberOf(resolution)?.callingCode === '1';
}

function areaCodeOrAddress(figure: string, whole: Pieces): SplitResult {
  const numbers = e164sOf(whole);
  // What is unclear by itself says why.
  if (numbers.includes(UNDECIDED)) return whole;
  const why = `The digits '${figure}' may belong to the word before them, such as a room or a meeting.`;
  return {
    failure: ambiguous(numbers, why, 'If they belong to the number, put a comma before it.'),
  };
}

// `7. 1123456` in Somalia; in `1. 212 555 0143`, both are the same number.
function listOrArea(figure: string, whole: Pieces, without: Pieces): SplitResult {
  const numbers = [...new Set([...e164sOf(whole), ...e164sOf(without)])];
  if (numbers.length === 1 || numbers.includes(UNDECIDED)) return whole;
  const why = `The digits '${figure}' may begin the number or only count it.`;
  return { failure: ambiguous(numbers, why, 'Write the number without dots or other digits.') };
}

// `+44: 20 7946 0123`: whatever follows its code, the number continues.
function withCodeJoined({ groups, plus }: Run): readonly Group[] {
  const [code, next, ...others] = groups;
  if (!plus || code === undefined || next?.gap !== 'odd' || code.digits.length > 3) return groups;
  return [code, withGap(next, 'blank'), ...others];
}

function splitWithTail(groups: readonly Group[], run: Run, reader: GroupReader): SplitResult {
  const last = groups.at(-1) as Group;
  const whole = splitGroups(groups, reader);
  const { trailingFigure, trailingLength } = run;
  // `07911123456 (2)`, `07911123456 (2019)`
  const isFigure = trailingFigure !== 'none' || isBracketedFigure(last, /^(?:[1-9]\d?|(?:19|20)\d\d)$/);
  // `8012 1234 [471]` may be two things, but without a word only one or two digits count anything.
  const isDoubtful = last.bracketed && 'pieces' in whole;
  if (groups.length <= trailingLength || !(isFigure || isDoubtful)) return whole;
  if (trailingLength === 2 && isRange(groups, reader)) return { failure: SHORTHAND };
  const without = splitGroups(groups.slice(0, -trailingLength), reader);
  return splitAtTrailingFigure(groups, { whole, without }, run, reader);
}

function splitGroups(groups: readonly Group[], reader: GroupReader): SplitResult {
  if (isDivided(groups, 'odd')) return splitAtOddSigns(groups, reader);
  const apart = withSlashesApart(groups);
  if (apart !== null) return splitAtOddSigns(apart, reader);
  const beforeTilde = splitBeforeTilde(groups, reader);
  if (beforeTilde !== null) return beforeTilde;
  if (isDivided(groups, 'slash')) return splitAtSlashes(groups, reader);
  const resolution = reader.read(groups, true);
  if (resolution !== null) return wholeIfClear({ groups, resolution }, reader);
  const found = splitBeforeShortEnd(groups, reader) ?? splitAtBlanks(groups, reader);
  return found === FAILED ? splitAtSpacedDashes(groups, reader) : found;
}

function isDivided(groups: readonly Group[], sign: Gap): boolean {
  return groups.slice(1).some(({ gap }) => gap === sign);
}

// `0171/3920012 / 030/23125123`: a slash between blanks separates what slashes without blanks divide.
function withSlashesApart(groups: readonly Group[]): Group[] | null {
  const isSpaced = groups.map(
    ({ gap, start }, at) => gap === 'slash' && start - (groups[at - 1]?.end ?? start) > 2,
  );
  const isMixed = isSpaced.includes(true) && groups.some(({ gap }, at) => gap === 'slash' && !isSpaced[at]);
  return isMixed ? groups.map((group, at) => (isSpaced[at] === true ? withGap(group, 'odd') : group)) : null;
}

// After a tilde, one or two digits are shorthand and more are an extension, unless the tilde is just a separator:
// `02~2938~0012`.
function splitBeforeTilde(groups: readonly Group[], reader: GroupReader): SplitResult | null {
  const last = groups.at(-1) as Group;
  const before = groups.slice(0, -1);
  if (last.gap !== 'tilde' || before.length === 0 || before.some(({ gap }) => gap === 'tilde')) return null;
  if (last.digits.length <= 2) {
    const isNumber = !isShort(before) || reader.read(before, true) !== null;
    return isNumber ? { failure: SHORTHAND } : null;
  }
  if (last.digits.length > MAX_EXTENSION_LENGTH) return null;
  const found = splitGroups(before, reader);
  return 'pieces' in found ? found : null;
}

// `91-1346-250012-016`: a number, followed by the different last digits of a second one or an extension. In China, it is an
// extension.
function splitBeforeShortEnd(groups: readonly Group[], reader: GroupReader): SplitResult | null {
  const last = groups.at(-1) as Group;
  const before = groups.slice(0, -1);
  if (last.gap !== 'dash' || last.digits.length > MAX_CHINESE_EXTENSION_LENGTH) return null;
  const resolution = reader.read(before, true);
  const isChinese = last.digits.length >= MAX_SUFFIX_LENGTH && numberOf(resolution)?.callingCode === '86';
  if (resolution === null) return null;
  if (isChinese) return { pieces: [{ groups: before, resolution }] };
  return last.digits.length <= MAX_SUFFIX_LENGTH ? { failure: SHORTHAND } : null;
}

function wholeIfClear(whole: Piece, reader: GroupReader): SplitResult {
  const divided = zeroInside(whole, reader);
  if (divided !== null) return divided;
  const rest = digitsBesideNumber(whole, reader, true);
  if (rest === null) return { pieces: [whole] };
  const isSuffix = rest.length <= MAX_SUFFIX_LENGTH && digitsOf(whole.groups.slice(-1)) === rest;
  return { failure: isSuffix ? SHORTHAND : unexplained(rest) };
}

// Where lengths vary, `0664 12345 0664 12346` is a valid number, and so are its halves.
function zeroInside({ groups, resolution }: Piece, reader: GroupReader): SplitResult | null {
  if (resolution.kind !== 'number') return null;
  const zeros = groups.flatMap(({ digits }, at) => (digits.startsWith('0') ? [at] : []));
  for (const at of zeros) {
    const halves = halvesAt(groups, at, reader);
    if (halves.length < 2 || (groups[at] as Group).bracketed) continue;
    const rejection = ambiguous(
      [resolution.number.e164, ...halves],
      'This is one long number or two short ones.',
      'Separate several numbers with a comma.',
    );
    return { pieces: [{ groups, resolution: { kind: 'ambiguous', rejection } }] };
  }
  const [first] = zeros;
  return first === undefined || isSure({ groups, resolution })
    ? null
    : withoutDigitsBefore(groups, first, reader);
}

// `471/018500 123456`: what begins with the trunk prefix is a number, and the digits before it aren't.
function withoutDigitsBefore(groups: readonly Group[], at: number, reader: GroupReader): SplitResult | null {
  const rest = groups.slice(at);
  const resolution = reader.read(rest);
  const isOther = resolution?.kind === 'number' && isSure({ groups: rest, resolution });
  return isOther ? { failure: unexplained(digitsOf(groups.slice(0, at))) } : null;
}

function halvesAt(groups: readonly Group[], at: number, reader: GroupReader): string[] {
  const halves = [groups.slice(0, at), groups.slice(at)] as const;
  if (halves.some((half) => digitsOf(half).length < MIN_DIGITS_BEFORE_SUFFIX)) return [];
  return [reader.read(halves[0], true), reader.read(halves[1])].flatMap((half) => numberOf(half)?.e164 ?? []);
}

// `98765 43210 → 98765 43211`: digits are never joined across an odd sign, and short ones aren't a number.
function splitAtOddSigns(groups: readonly Group[], reader: GroupReader): SplitResult {
  const [first, ...further] = segmentsOf(groups, 'odd');
  const short = further.find(
    (segment) => isShort(segment) && digitsOf(segment).length !== digitsOf(first).length,
  );
  if (short !== undefined || (isShort(first) && !further.every(isShort)))
    return { failure: unexplained(digitsOf(short ?? first)) };
  const found = splitGroups(first, reader);
  return 'pieces' in found ? readFurther(further, found.pieces, reader) : found;
}

function isShort(groups: readonly Group[]): boolean {
  return digitsOf(groups).length < MIN_DIGITS_BEFORE_SUFFIX;
}

// `030/23125123`, `23125123/23125124`, `3259 1234/35`: what precedes a slash is a number, or the beginning of one.
function splitAtSlashes(groups: readonly Group[], reader: GroupReader): SplitResult {
  const segments = segmentsOf(groups, 'slash');
  const isSlashedThroughout = segments.length > 2 && segments.length === groups.length;
  let first: Group[] = [];
  for (const [at, segment] of segments.entries()) {
    if (!isSlashedThroughout && isSuffix(first, segment)) return { failure: SHORTHAND };
    first = [...first, ...segment];
    if (digitsOf(first).length > MAX_DIGITS_OF_A_NUMBER) break;
    const found = splitGroups(first.map(withoutSlash), reader);
    if ('pieces' in found) return readFurther(segments.slice(at + 1), found.pieces, reader);
  }
  if (isSuffix(segments[0], segments.slice(-1).flat(), 4)) return { failure: SHORTHAND };
  return splitAtSpacedDashes(groups, reader);
}

// `030/23125123 - 0171/3920012`, `0212 345 67 89 - 345 67 90`: a dash between blanks separates digits that aren't one number.
function splitAtSpacedDashes(groups: readonly Group[], reader: GroupReader): SplitResult {
  if (!groups.some(({ gap }) => gap === 'spacedDash')) return FAILED;
  const apart = groups.map((group) => (group.gap === 'spacedDash' ? withGap(group, 'odd') : group));
  const found = splitAtOddSigns(apart, reader);
  return 'pieces' in found ? found : FAILED;
}

function segmentsOf([first, ...others]: readonly Group[], sign: Gap): [Group[], ...Group[][]] {
  let segment = [first as Group];
  const segments: [Group[], ...Group[][]] = [segment];
  for (const group of others) {
    if (group.gap === sign) segments.push((segment = []));
    segment.push(group);
  }
  return segments;
}

function isSuffix(before: readonly Group[], segment: readonly Group[], maxLength = 2): boolean {
  return digitsOf(segment).length <= maxLength && digitsOf(before).length >= MIN_DIGITS_BEFORE_SUFFIX;
}

function withoutSlash(group: Group): Group {
  return group.gap === 'slash' ? withGap(group, 'blank') : group;
}

function withGap(group: Group, gap: Gap): Group {
  return { ...group, gap };
}
