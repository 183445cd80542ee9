import { ambiguous, unexplained } from '../rejection';
import { callingCodeOfCountry, isCallingCode, validInternational } from '../resolve/validNumber';
import { digitsOf, type Element, type Gap, type Group, type Run } from './elements';
import {
  areSure,
  candidatesOf,
  e164sOf,
  numberOf,
  UNDECIDED,
  type Outcome,
  type Pieces,
  type SplitResult,
} from './pieces';
import { isWrittenAsUsual } from './shorterNumber';

/** The digits of a code without an IDD prefix. */
export function codeDigits({ groups }: Run): string {
  return digitsOf(groups).replace(/^0+/, '');
}

/** Where a code that stands apart from its number was found. */
export interface CodePlace {
  readonly before: Element | undefined;
  readonly behind: Element | undefined;
  /** The number precedes it. */
  readonly isBehindNumber: boolean;
  /** The number touches it: `9012345678+1`. */
  readonly isGlued: boolean;
  /** A comma, a line break or the like is between it and the number. */
  readonly isApart: boolean;
}

// `00380 Helsinki` begins with a postal code.
const POSTAL = /^\d{3}$/;

/**
 * Whether digits that stand apart are the calling code of the number next to them: `+44; 2079460123` is `sure`,
 * `Balance +7, …` and `0044, …` are `unsure`, `G+1, …` is `doubtful`, `Agent 007, …` is a `figure`.
 */
export function certaintyApart(code: Run, place: CodePlace): Run['code'] {
  const { before, behind, isBehindNumber, isGlued } = place;
  const digits = codeDigits(code);
  if (isGlued) return 'doubtful';
  if (isCountryOf(before, digits) || isCountryOf(behind, digits)) return 'sure';
  // `347 7654321 (+1)` may bring somebody.
  if (code.plus && isBehindNumber && digits.length === 1) return 'unsure';
  // `00 44` counts nothing.
  if (code.plus || code.groups.length > 1)
    return orUnsure(code, isOtherWord(before, digits) || isOtherWord(behind, digits));
  return isFigureApart(digits, place) ? 'figure' : 'unsure';
}

function isFigureApart(digits: string, { before, behind, isBehindNumber, isApart }: CodePlace): boolean {
  const isPlace = isOtherWord(behind, digits) && (isApart || POSTAL.test(digits));
  return isOtherWord(before, digits) || isBehindNumber || isPlace;
}

function orUnsure({ code }: Run, isLabeled: boolean): Run['code'] {
  return code === 'sure' && isLabeled ? 'unsure' : code;
}

/** The same for the first group of a run: `+91 98765 43210`, `Score +91 812-345-6789`, `0044 7400123456`. */
export function certaintyWithin(run: Run, before: Element | undefined): Run['code'] {
  const written = codeOf(run);
  const code = written.replace(IDD, '');
  const [, second] = run.groups;
  const isCode = isCallingCode(code) && (run.plus || code !== written);
  if (!isCode || second === undefined || isTrunkZero(second)) return 'sure';
  const isLabeled = isOtherWord(before, code);
  if (!run.plus) return isLabeled ? 'doubtful' : 'unsure';
  if (SEPARATING.has(second.gap)) return orUnsure(run, isLabeled);
  return run.code === 'sure' && isLabeled ? 'likely' : run.code;
}

const IDD = /^00/;

// `Rank +1: 9012345678`
const SEPARATING = new Set<Gap>(['odd', 'slash', 'spacedDash', 'tilde']);

/** `0044 (0)20 …`: only a code precedes a zero in brackets. */
export function isTrunkZero({ digits, bracketed }: Group): boolean {
  return bracketed && digits === '0';
}

function isCountryOf(element: Element | undefined, code: string): boolean {
  return element?.kind === 'country' && callingCodeOfCountry(element.country) === code;
}

function isOtherWord(element: Element | undefined, code: string): boolean {
  if (element?.kind === 'country') return !isCountryOf(element, code);
  return element?.kind === 'label' && !element.isCommon;
}

/**
 * Decides between a number with the code before it and the number without it.
 * @param there with the code
 * @param readHere reads the digits without it
 * @returns null if it is a figure and the digits without it are the number
 */
export function decideCode(run: Run, there: Outcome, readHere: () => Outcome): Outcome | null {
  if (run.code === 'likely' && isUsual(there)) return there;
  const here = readHere();
  return run.code === 'figure' ? decideFigure(run, there, here) : decideUnsure(run, there, here);
}

function decideFigure(run: Run, there: Outcome, here: Outcome): Outcome | null {
  if (!areSure(here)) return { rejection: unexplained(codeOf(run)) };
  return isMoreUsual(there, here) ? unclear(run, keyOf(there), here) : null;
}

function decideUnsure(run: Run, there: Outcome, here: Outcome): Outcome {
  const numbers = keyOf(there);
  if (!areSure(here) || numbers === '' || choicesOf(here).includes(numbers)) return there;
  const isClear = run.code === 'likely' ? !isUsual(here) : run.code === 'unsure' && isMoreUsual(there, here);
  return isClear ? there : unclear(run, numbers, here);
}

function isMoreUsual(there: Outcome, here: Outcome): boolean {
  return isUsual(there) && !isUsual(here);
}

function codeOf({ groups }: Run): string {
  return digitsOf(groups.slice(0, 1));
}

function unclear(run: Run, there: string, here: Pieces): Pieces {
  return unclearCode(run, codeOf(run), [there, ...choicesOf(here)]);
}

/** The outcome for digits that may or may not be a number's calling code. */
export function unclearCode({ groups }: Run, code: string, numbers: readonly string[]): Pieces {
  const rejection = ambiguous(
    numbers,
    `It is unclear whether ${code} is the country code of the number next to it.`,
    'Write the number with a plus and its country code, or remove other digits.',
  );
  return { pieces: [{ groups, resolution: { kind: 'ambiguous', rejection } }] };
}

// What is unclear by itself has several.
function choicesOf(found: Pieces): readonly string[] {
  const key = keyOf(found);
  return key === '' ? candidatesOf(found) : [key];
}

/** The numbers of an outcome as one text; empty if there are none. */
function keyOf(outcome: Outcome): string {
  if (!('pieces' in outcome)) return '';
  const numbers = e164sOf(outcome);
  return numbers.includes(UNDECIDED) ? '' : numbers.join(' ');
}

/** Whether there are several groups, as their countries usually write the numbers. */
export function isUsual(outcome: Outcome | SplitResult): outcome is Pieces {
  return (
    'pieces' in outcome &&
    outcome.pieces.every(({ groups, resolution }) => {
      const number = numberOf(resolution);
      return number !== null && groups.length > 1 && isWrittenAsUsual(groups, number);
    })
  );
}

/** `44 (0)20 7946 0123`: only a calling code precedes a trunk prefix in brackets. None follows +1. */
export function isCodeBeforeZero({ groups, plus }: Run): boolean {
  const [code, zero, ...others] = groups;
  if (plus || code === undefined || zero === undefined || !isTrunkZero(zero)) return false;
  return (
    code.digits !== '1' &&
    isCallingCode(code.digits) &&
    validInternational(code.digits + digitsOf(others)) !== null
  );
}
