import {
  END_OF_ANOTHER,
  LETTER_FOR_DIGIT,
  MASKED,
  unexplained,
  type Reason,
  type Rejection,
} from '../rejection';
import { lengths } from '../resolve/neighbor';
import { callingCodeOfCountry, possibleNumber, toPhoneNumber } from '../resolve/validNumber';
import type { ParsedFragment, PhoneNumber } from '../types';
import type { SourceText } from '../unwrap/sourceText';
import type { CellContext } from './assemble';
import { digitsOf, textsOf, type Element, type Group, type Run, MAX_POSTCODE_LENGTH } from './elements';
import { areSure, mayBeCodeOf, type RunResult } from './pieces';

const MAX_SHOWN_LENGTH = 250;
// Next to others, fewer digits don't count as a number of their own.
const WHOLE_NUMBER_LENGTH = 7;
const MAX_LENGTH_IN_ADDRESS = 5;
// Brazil, Portugal, Japan; in North America, `555-0145` is a number without its area code.
const POSTAL_SHAPE = /^(?:5,3|4,3|3,4)$/;
const LOCAL_NUMBER_SHAPE = '3,4';
const MAX_SMALL_LENGTH = 3;
// Nothing but the digits of one number and the punctuation within it.
const PLAIN_NUMBER = /^\s*[+(\d][\d\s().-]*\d\s*$/;

const IS_SAID: ReadonlySet<Reason> = new Set(['NOT_A_NUMBER', 'AMBIGUOUS', 'UNKNOWN_COUNTRY', 'TOO_LONG']);
const LETTERS_AMONG_DIGITS: ReadonlyArray<readonly [RegExp, Rejection]> = [
  // `415-555-01??`, `(***) ***-0132`, but not `**…**`
  [/^(?!\*+[^*]+\*+$).*(?:\d[?*•●■█]{2}|[*•●■█]{3}[\s)-]{0,3}\d)/su, MASKED],
  // `(415) XXX-0132`, but not `0XX11`
  [/(?<![\p{L}0])x{2,}(?!\p{L})/iu, MASKED],
  // `4l5-555-0132`, `O151/5O123456`, `415-555-zero132`
  [/(?:(?<!\p{L})[oOlIi]|zero)(?=\d)|(?<=\d)(?:[oOlIi](?!\p{L})|[SB](?=\d))/u, LETTER_FOR_DIGIT],
];

/** What is between two breaks of a cell. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly results: RunResult[];
  /** It has words that aren't phone labels: `10115 Berlin`. */
  readonly hasOtherWords: boolean;
}

/** Turns the results for a cell's runs into its fragments, each as written in the cell. */
export function toFragments(
  elements: readonly Element[],
  results: readonly RunResult[],
  source: SourceText,
  cell: CellContext,
): ParsedFragment[] {
  const parts = partsOf(elements, results, source.text.length);
  // Next to anything else, almost any digits have a length that is possible somewhere.
  const allowPossible =
    cell.allowPossible && elements.length === 1 && !cell.isAfterBlank && PLAIN_NUMBER.test(source.text);
  const context = { ...cell, allowPossible };
  const hasNumber = results.some(({ outcome }) => 'pieces' in outcome);
  const isPostal = postalTest(cell);
  return parts
    .filter((part, at) => !hasNumber || !isAddress(part, at, parts, isPostal))
    .flatMap((part) => fragmentsOfPart(part, source, context));
}

function partsOf(elements: readonly Element[], results: readonly RunResult[], length: number): Part[] {
  let next = 0;
  const parts: Part[] = [];
  let part: Part = { start: 0, end: length, results: [], hasOtherWords: false };
  for (const element of elements) {
    if (element.kind === 'break') {
      parts.push({ ...part, end: element.start });
      part = { start: element.end, end: length, results: [], hasOtherWords: false };
    } else if (element.kind === 'run') {
      const result = results[next];
      if (result?.run !== element) continue;
      part.results.push(result);
      next += 1;
    } else if (element.kind === 'country' || (element.kind === 'label' && !element.isCommon)) {
      part = { ...part, hasOtherWords: true };
    }
  }
  return [...parts, part];
}

// `Main Street 12, 10115 Berlin, 030 23125123`: figures among other words, next to a number.
function isAddress(part: Part, at: number, parts: readonly Part[], isPostal: PostalTest): boolean {
  return (
    part.results.every((result) => isOfAddress(result, isPostal)) &&
    (part.hasOtherWords || isBesideWords(at, parts))
  );
}

type PostalTest = (run: Run) => boolean;

function postalTest({ number: { country } }: CellContext): PostalTest {
  const isInAmerica = (): boolean => country !== null && callingCodeOfCountry(country) === '1';
  return ({ groups }) => {
    const shape = lengths(textsOf(groups));
    return (
      groups[1]?.gap === 'dash' &&
      POSTAL_SHAPE.test(shape) &&
      !(shape === LOCAL_NUMBER_SHAPE && isInAmerica())
    );
  };
}

function isOfAddress({ outcome, run }: RunResult, isPostal: PostalTest): boolean {
  if ('pieces' in outcome || run.problem !== null || run.plus) return false;
  return digitsOf(run.groups).length <= MAX_POSTCODE_LENGTH || isPostal(run);
}

// `101000, Москва, …`, `Via Roma, 12, …`; after a number, a few digits may be the end of another one.
function isBesideWords(at: number, parts: readonly Part[]): boolean {
  const hasNumber = parts
    .slice(0, at)
    .some(({ results }) => results.some(({ outcome }) => 'pieces' in outcome));
  return !hasNumber && [at - 1, at + 1].some((other) => parts[other]?.hasOtherWords === true);
}

// Anything unexplained next to a number gets the number rejected too, unless it is long enough to be a number itself.
function fragmentsOfPart(part: Part, source: SourceText, cell: CellContext): ParsedFragment[] {
  const results = withoutFiguresOfNames(part.results);
  const leftOver = results.find(isLeftOver);
  if (leftOver !== undefined && results.length > 1) {
    const text = source.slice(part.start, part.end);
    const why = lettersAmongDigits(text) ?? unexplained(source.slice(leftOver.run.start, leftOver.run.end));
    return [rejected(text, why)];
  }
  const fragments = results.flatMap((result) => fragmentsOfRun(result, source, cell));
  if (fragments.length > 1) return fragments;
  const start = Math.min(part.start, ...results.map(({ run }) => run.start));
  const input = shown(source.slice(start, Math.max(part.end, ...results.map(({ run }) => run.end))));
  return fragments.map((fragment) => {
    const isUnclear = 'reason' in fragment && !IS_SAID.has(fragment.reason);
    return { ...fragment, ...(isUnclear ? lettersAmongDigits(input) : null), input };
  });
}

/** Why letters among the digits keep them from being a number; null if there are none. */
export function lettersAmongDigits(text: string): Rejection | null {
  return LETTERS_AMONG_DIGITS.find(([letters]) => letters.test(text))?.[1] ?? null;
}

function withoutFiguresOfNames(results: readonly RunResult[]): readonly RunResult[] {
  const numbers = results.flatMap(({ outcome }) => ('pieces' in outcome ? [outcome] : []));
  if (numbers.length === 0) return results;
  return results.filter(
    ({ run, outcome }) =>
      !run.isOfName ||
      'pieces' in outcome ||
      (digitsOf(run.groups).length <= MAX_SMALL_LENGTH &&
        numbers.some((number) => mayBeCodeOf(digitsOf(run.groups), number) || !areSure(number))),
  );
}

// `4711: +683 7012`: a few digits without a word that joins them aren't a number, even if some numbers are that short.
function isLeftOver({ outcome, run }: RunResult): boolean {
  const { length } = digitsOf(run.groups);
  if ('rejection' in outcome) return length < WHOLE_NUMBER_LENGTH && run.problem !== END_OF_ANOTHER;
  return length <= MAX_LENGTH_IN_ADDRESS && !run.plus && !run.isJoined;
}

function fragmentsOfRun(
  { run, outcome }: RunResult,
  source: SourceText,
  cell: CellContext,
): ParsedFragment[] {
  const text = source.slice(run.start, run.end);
  if ('rejection' in outcome) {
    const { rejection } = outcome;
    const possible =
      run.problem === null ? possibleOf(digitsOf(run.groups), run.plus, rejection, cell) : null;
    return [possible === null ? rejected(text, rejection) : { input: shown(text), number: possible }];
  }
  return outcome.pieces.map(({ groups, resolution }, at) => {
    const start = at === 0 ? run.start : (groups[0] as Group).start;
    const end = at === outcome.pieces.length - 1 ? run.end : (groups.at(-1) as Group).end;
    const input = source.slice(start, end);
    if (resolution.kind === 'ambiguous') return rejected(input, resolution.rejection);
    return { input: shown(input), number: toPhoneNumber(resolution.number, resolution.reading) };
  });
}

/**
 * A number of a possible length, if the rules allow it; null if they don't or it isn't one.
 * @param why the reason otherwise: only INVALID_RANGE leaves open that the digits are one number of a possible length
 */
export function possibleOf(
  digits: string,
  plus: boolean,
  why: Rejection,
  { number, allowPossible }: CellContext,
): PhoneNumber | null {
  if (!allowPossible || why.reason !== 'INVALID_RANGE') return null;
  if (plus) return possibleNumber(digits, null, 'written');
  if (digits.startsWith('00')) return possibleNumber(digits.slice(2), null, 'written');
  if (number.bareDigits === 'international') return possibleNumber(digits, null, 'international');
  return number.country === null ? null : possibleNumber(digits, number.country, 'national');
}

/** A rejected fragment, truncated if long. */
export function rejected(input: string, why: Rejection): ParsedFragment {
  return { input: shown(input), ...why };
}

function shown(input: string): string {
  const text = input.trim();
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
