import type { OnStep } from '../tokens/lexer';
import type { NumberContext, Resolution, WrittenNumber } from '../resolve/resolveNumber';
import { resolveNumber } from '../resolve/resolveNumber';
import { resolveBeside, twinOf, type Neighbor } from '../resolve/neighbor';
import { explainInvalid, type UnknownCountry } from '../resolve/explainInvalid';
import { ambiguous, LETTERS, MASKED, OTHER_IDENTIFIER, unexplained, type Rejection } from '../rejection';
import { validInternational, validNational } from '../resolve/validNumber';
import { isIdentifier, type StatedCountries } from './bindCodes';
import { areOfOneKind, chooseCountry, isUncertain, maySpread } from './chooseCountry';
import { decideCode, isUsual } from './codeOrFigure';
import { digitsOf, textsOf, type Element, type Group, type Run, type StatedCountry } from './elements';
import {
  areSure,
  isCompleted,
  isSure,
  neighborOf,
  numberOf,
  type GroupReader,
  type Outcome,
  type Piece,
  type Pieces,
  type RunResult,
} from './pieces';
import { withForeignCodes } from './droppedCodes';
import { isJoining } from './scanner';
import { MIN_WHOLE_LENGTH } from './shorterNumber';
import { withShorthands } from './shorthands';
import { splitRun } from './splitRun';
import { withoutWeakNumbers } from './weakNumbers';
import { lazily } from '../tokens/remembered';

/** The settings that a cell is read under. */
export interface CellContext {
  readonly number: NumberContext;
  readonly unknownCountry: UnknownCountry | null;
  /** The cell begins with one space, which may be a decoded plus. */
  readonly isAfterBlank: boolean;
  /** Whether a possible length is enough. */
  readonly allowPossible: boolean;
  readonly onStep: OnStep | undefined;
}

/** Resolves the runs of a cell in order, since a number may share the codes of the previous one. */
export function resolveRuns(
  elements: readonly Element[],
  countries: StatedCountries,
  cell: CellContext,
): readonly RunResult[] {
  const results: RunResult[] = [];
  let neighbor: Neighbor | null = null;
  const kept = elements.filter((element) => !isIdentifier(element));
  kept.forEach((element, at) => {
    cell.onStep?.();
    if (element.kind !== 'run') {
      if (!sharesCodes(element)) neighbor = null;
      return;
    }
    const beside = isFormatted(element) ? null : neighbor;
    const resolve = (each: Neighbor | null): RunResult =>
      resolveRun(element, countries.get(element), cell, at === 0, each);
    const shared = resolve(beside);
    const result = isMobileInArea(shared, kept[at - 1]) ? resolve(null) : shared;
    results.push(result);
    neighbor = lastNumber(result);
  });
  const numbers = withoutWeakNumbers(withoutSpellings(withoutForeignTwins(results)));
  const found = withShorthands(withForeignCodes(numbers, kept));
  const isBesideNumber = found.some(({ outcome }) => 'pieces' in outcome);
  return isBesideNumber && kept.length < elements.length ? withIdentifiers(found, elements, cell) : found;
}

// `01512 3456789, 1,250,000`: what a spreadsheet wrote shares no codes.
function isFormatted({ groups }: Run): boolean {
  const [only, ...others] = groups as [Group];
  return others.length === 0 && only.end - only.start > only.digits.length;
}

// `Main 212-555-0143, Invoices: 2125550144`: beside a number, an identifier that is also written like one is rejected
// instead of passed over.
function withIdentifiers(
  results: readonly RunResult[],
  elements: readonly Element[],
  cell: CellContext,
): readonly RunResult[] {
  const byRun = new Map(results.map((result) => [result.run, result]));
  return elements.flatMap((element) => {
    if (element.kind !== 'run') return [];
    const result = byRun.get(element);
    if (result !== undefined) return [result];
    return isIdentifier(element) && isLikeNumber(element, cell)
      ? [{ run: element, outcome: { rejection: OTHER_IDENTIFIER } }]
      : [];
  });
}

function isLikeNumber(run: Run, cell: CellContext): boolean {
  const { outcome } = resolveUnder(run, cell.number, cell.number, cell, false, null);
  if (!areSure(outcome)) return false;
  const number = numberOf((outcome.pieces[0] as Piece).resolution);
  const isWithTrunk = number !== null && digitsOf(run.groups).length > number.national.length;
  return run.isDoubted || isWithTrunk || isUsual(outcome);
}

// `Tel 021 234 56 78, Mobile 123 45 67`: a mobile has no area code of a landline.
function isMobileInArea({ outcome }: RunResult, before: Element | undefined): boolean {
  if (before?.kind !== 'label' || before.isMobile !== true || !('pieces' in outcome)) return false;
  const { resolution } = outcome.pieces[0] as Piece;
  return isCompleted(resolution) && numberOf(resolution)?.type === 'fixed_line';
}

// `030 23125123, 23125124`, `… oder …`, `Tel … Fax …`. Never across a semicolon, a note or money.
function sharesCodes(element: Element): boolean {
  if (element.kind === 'break') return element.mark === 'comma' || element.mark === 'ampersand';
  return isJoining(element);
}

function resolveRun(
  run: Run,
  stated: StatedCountry | undefined,
  cell: CellContext,
  isFirst: boolean,
  neighbor: Neighbor | null,
): RunResult {
  if (run.problem !== null) return { run, outcome: { rejection: run.problem } };
  const resolve = (each: Run, country: StatedCountry | undefined): RunResult =>
    withArea(resolveStated(each, country, cell, isFirst && cell.isAfterBlank, neighbor), stated?.area);
  const there = resolve(run, stated);
  if (run.code === 'sure') return there;
  const withoutCode = { ...run, plus: false, groups: run.groups.slice(1) };
  // What may be a country doesn't speak for a code.
  const country = stated !== undefined && isUncertain(stated.certainty) ? undefined : stated;
  const here = lazily(() => resolve(withoutCode, country).outcome);
  const outcome = decideCode(run, there.outcome, here);
  if (outcome === null) Object.assign(run, withoutCode);
  return { run, outcome: outcome ?? here() };
}

const MAX_LOCAL_LENGTH = 8;

// `Köln 4710123`: beside a town, a number without a trunk prefix may also lack the area code.
function withArea(result: RunResult, area: string | undefined): RunResult {
  const { run, outcome } = result;
  if (area === undefined || !('pieces' in outcome)) return result;
  const pieces = outcome.pieces.map((piece) => {
    const digits = digitsOf(piece.groups);
    const number = isSure(piece) ? null : numberOf(piece.resolution);
    if (number === null || digits.length > MAX_LOCAL_LENGTH || beginWith(piece.groups, area)) return piece;
    const local = validInternational(number.callingCode + area + digits);
    if (local === null) return piece;
    const why = 'An area code or a 0 may be missing.';
    const rejection = ambiguous([local.e164, number.e164], why, 'Write the number with its area code.');
    return { ...piece, resolution: { kind: 'ambiguous', rejection } as const };
  });
  return { run, outcome: { pieces } };
}

// `Seoul 2345 6789` begins with no area code.
function beginWith(groups: readonly Group[], area: string): boolean {
  return new RegExp(`^${area}(?: |\\d*$)`).test(textsOf(groups).join(' '));
}

// A stated country outranks the default, unless it may just be a label (`MD`) or the digits are grouped like a number of
// the default country.
function resolveStated(
  run: Run,
  stated: StatedCountry | undefined,
  cell: CellContext,
  afterBlank: boolean,
  neighbor: Neighbor | null,
): RunResult {
  const resolve = (context: NumberContext, elsewhere = cell.number): RunResult =>
    resolveUnder(run, context, elsewhere, cell, afterBlank, neighbor);
  if (stated === undefined) return resolve(cell.number);
  const { country, certainty } = stated;
  const abroad = { country, bareDigits: 'national', isStated: true } as const;
  const spread = maySpread(stated) ? resolve(abroad, abroad) : null;
  const isSpread = spread !== null && areOfOneKind(spread.outcome);
  const there = isSpread ? spread : resolve(abroad, isUncertain(certainty) ? abroad : cell.number);
  const here = resolve(cell.number);
  const last = 'pieces' in there.outcome ? null : lastOf(run, stated, here, cell);
  if (last !== null) return last;
  const choice = chooseCountry(stated, there.outcome, here.outcome, cell.number.country);
  if (choice === 'there') return there;
  return choice === 'here' ? here : { run, outcome: choice };
}

// `212-555-0143 / 55 1234 5678 (Mexico)`: if it is the country of none of the numbers before the last, it is that of the last.
function lastOf(
  run: Run,
  stated: StatedCountry,
  { outcome }: RunResult,
  cell: CellContext,
): RunResult | null {
  if (stated.isBehind !== true || !('pieces' in outcome) || outcome.pieces.length < 2) return null;
  const before = outcome.pieces.slice(0, -1);
  if (before.some(({ groups }) => validNational(digitsOf(groups), stated.country) !== null)) return null;
  const alone = { ...run, plus: false, groups: [...(outcome.pieces.at(-1) as Piece).groups] };
  const { outcome: choice } = resolveStated(alone, stated, cell, false, null);
  return 'pieces' in choice ? { run, outcome: { pieces: [...before, ...choice.pieces] } } : null;
}

type Digits = ReadonlyArray<Pick<Group, 'digits'>>;
type ReadDigits = (groups: Digits, isFirst?: boolean) => Resolution | null;

function resolveUnder(
  run: Run,
  context: NumberContext,
  elsewhere: NumberContext,
  cell: CellContext,
  afterBlank: boolean,
  neighbor: Neighbor | null,
): RunResult {
  const read: ReadDigits = (groups, isFirst = false) => {
    groups.forEach(() => cell.onStep?.());
    return resolveNumber(writtenNumber(run, groups, isFirst, afterBlank), context);
  };
  const reader: GroupReader = {
    read: (groups, isFirst) => {
      const alone = read(groups, isFirst);
      if (neighbor === null || isFirst !== true || groups.length !== run.groups.length || run.plus)
        return alone;
      const beside = resolveBeside(textsOf(groups), alone, neighbor, context);
      return beside !== null && 'reason' in beside ? { kind: 'ambiguous', rejection: beside } : beside;
    },
    readBeside: (groups, before) => resolveBeside(textsOf(groups), read(groups), before, context, elsewhere),
  };
  const split = splitRun(run, reader);
  if (spellsNumber(run, read)) {
    return { run, outcome: { rejection: LETTERS }, isSpelledOut: !('pieces' in split) };
  }
  if ('pieces' in split) return { run, outcome: unlessCut(run, split, read) };
  const written = writtenNumber(run, run.groups, true, afterBlank);
  const known = { ...cell, letters: run.letters };
  const why = lazily(() => split.failure ?? explainInvalid(written, context, known));
  // To explain takes long, and the digits may be a number in another country.
  const outcome = {
    get rejection(): Rejection {
      return why();
    },
  };
  return { run, outcome };
}

function writtenNumber(run: Run, groups: Digits, isFirst: boolean, afterBlank: boolean): WrittenNumber {
  return {
    digits: digitsOf(groups),
    groups: textsOf(groups),
    plus: run.plus && isFirst,
    trailingPlus: run.trailingPlus && !run.plus,
    minus: run.minus && isFirst,
    afterBlank: afterBlank && isFirst,
  };
}

function unlessCut(run: Run, split: Pieces, read: ReadDigits): Outcome {
  if (isCutBefore(run, split, read))
    return { rejection: unexplained(run.digitsBefore || digitsOf(run.groups.slice(0, 1))) };
  return isCutOff(run, split, read) ? { rejection: MASKED } : split;
}

// `27 12 34 56`, `PT-21 234 5678`: the digits set aside before the number may be its first ones.
function isCutBefore({ digitsBefore, isGlued, plus, groups }: Run, split: Pieces, read: ReadDigits): boolean {
  // `Covid-19 12345`
  if (plus) return false;
  if (digitsBefore === '') return isGlued && (!areSure(split) || isJoinedToFigure(groups, split, read));
  const [first] = split.pieces as [Piece];
  if (!areSure(split)) return true;
  const { length } = digitsOf(first.groups);
  const isShort = length < MIN_WHOLE_LENGTH;
  // A trunk prefix begins a number.
  const mayLackDigits = length <= (numberOf(first.resolution)?.national.length ?? 0);
  return mayLackDigits && (isShort || read([{ digits: digitsBefore }, ...first.groups], true) !== null);
}

// `G-20 27 12 34 56`: the digits behind the figure are a number, too.
function isJoinedToFigure(groups: readonly Group[], { pieces }: Pieces, read: ReadDigits): boolean {
  const [first, ...others] = groups as [Group, ...Group[]];
  return pieces[0]?.groups[0]?.start === first.start && read(others) !== null;
}

// The last number would also be valid with the digits that may be missing, there or by itself.
function isCutOff({ missing }: Run, { pieces }: Pieces, read: ReadDigits): boolean {
  const { groups, resolution } = pieces.at(-1) as Piece;
  const number = numberOf(resolution);
  return missing.some(
    (digits) =>
      (number !== null && validInternational(number.e164.slice(1) + digits) !== null) ||
      read([...groups, { digits }], pieces.length === 1) !== null,
  );
}

// `1-800-FLOWERS`: the letters are dialed, on keys from 2.
function spellsNumber({ letters, groups }: Run, read: ReadDigits): boolean {
  return letters !== '' && read([...groups, { digits: '2'.repeat(letters.length) }], true) !== null;
}

function lastNumber({ run, outcome }: RunResult): Neighbor | null {
  return 'pieces' in outcome && !run.hasExtension ? neighborOf(outcome.pieces.at(-1) as Piece) : null;
}

// `0712 123456 (+254 712 123456)`: the first is the second one again, not a number of the default country.
function withoutForeignTwins(results: RunResult[]): RunResult[] {
  return results.map(
    (result, at) => asTwin(result, results[at + 1]) ?? asTwin(result, results[at - 1]) ?? result,
  );
}

function asTwin({ run }: RunResult, other: RunResult | undefined): RunResult | null {
  if (other?.run.plus !== true || run.plus || run.problem !== null) return null;
  const twin = 'pieces' in other.outcome ? neighborOf(other.outcome.pieces[0] as Piece) : null;
  const number = twin === null ? null : twinOf(digitsOf(run.groups), twin);
  if (number === null) return null;
  const resolution = { kind: 'number', number, reading: 'national', isCompleted: true } as const;
  return { run, outcome: { pieces: [{ groups: run.groups, resolution }] } };
}

// `1-888-4AL-ANON (1-888-555-0132)`: letters that spell the number next to them aren't a separate number.
function withoutSpellings(results: RunResult[]): RunResult[] {
  const others = results.filter(({ isSpelledOut }) => isSpelledOut !== true);
  return others.length > 0 ? others : results;
}
