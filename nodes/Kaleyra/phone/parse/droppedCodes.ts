import { ambiguous } from '../rejection';
import { isCallingCode, validInternational, type ValidNumber } from '../resolve/validNumber';
import { isTrunkZero, isUsual } from './codeOrFigure';
import { digitsOf, type Element, type Figure as FigureKind, type Group, type Run } from './elements';
import { e164sOf, type Pieces, type RunResult } from './pieces';
import { isWrittenAsUsual } from './shorterNumber';

/** A figure before a number that counts nothing if it is the number's calling code. */
interface Figure {
  readonly digits: string;
  /** It is a run of its own: `44; 2079460123`. */
  readonly run: Run | null;
  /** A break is between it and what follows. */
  readonly isApart: boolean;
  /** It is only a label's: `Tel 1: …`. */
  readonly isLabel: boolean;
}

/**
 * A calling code is never left over while its number falls to the default country: if a figure that was set aside
 * before a number is one, and the number is valid with it, the number is ambiguous: `(44) 2079460123`,
 * `Dial 44 2079460123`, `44) 2079460123`, `44; 2079460123`. Figures with siblings do count: `1) … 2) …`.
 */
export function withForeignCodes(results: readonly RunResult[], elements: readonly Element[]): RunResult[] {
  const found = figuresBefore(results, elements);
  const counters = new Set([...found.values()].map(({ digits }) => Number(digits)));
  const bound = new Set<Run>();
  const decided = results.map((result) => {
    const figure = found.get(result);
    if (figure === undefined) return { ...result, outcome: joined(result) ?? result.outcome };
    const outcome = mayBeCode(figure, counters) ? withCode(figure.digits, result) : null;
    if (outcome === null) return result;
    if (figure.run !== null) {
      bound.add(figure.run);
      result.run.start = Math.min(figure.run.start, result.run.start);
    }
    return { run: result.run, outcome };
  });
  return decided.filter(({ run }) => !bound.has(run));
}

function figuresBefore(
  results: readonly RunResult[],
  elements: readonly Element[],
): ReadonlyMap<RunResult, Figure> {
  const byRun = new Map(results.map((result) => [result.run, result]));
  const found = new Map<RunResult, Figure>();
  let figure: Figure | null = null;
  for (const element of elements) {
    const result = element.kind === 'run' ? byRun.get(element) : undefined;
    const before = result === undefined ? null : (figureWithin(result) ?? figure);
    if (result !== undefined && before !== null) found.set(result, before);
    figure = figureAfter(element, result, figure);
  }
  return found;
}

const PLACES: ReadonlySet<FigureKind> = new Set(['room', 'premises', 'route']);

// `(44) 2079460123`: the number lacks the first group of its run. In `Flat 44 2079460123`, the flat has it.
function figureWithin({ run, outcome }: RunResult): Figure | null {
  if (!('pieces' in outcome) || run.plus || PLACES.has(run.figure)) return null;
  const [figure, next] = run.groups;
  const isDropped = next !== undefined && outcome.pieces[0]?.groups[0]?.start === next.start;
  return isDropped ? figureOf(figure?.digits) : null;
}

function figureAfter(element: Element, result: RunResult | undefined, before: Figure | null): Figure | null {
  switch (element.kind) {
    case 'note':
      return figureOf(element.figure);
    case 'run':
      return result !== undefined && isLoneFigure(result)
        ? { digits: digitsOf(element.groups), run: element, isApart: false, isLabel: false }
        : null;
    case 'break':
      return before === null || before.isApart ? null : { ...before, isApart: true };
    case 'label':
      return element.isCommon ? (figureOf(element.figure, element.figure?.length === 1) ?? before) : null;
    default:
      return null;
  }
}

function figureOf(digits: string | undefined, isLabel = false): Figure | null {
  return digits === undefined ? null : { digits, run: null, isApart: false, isLabel };
}

// `44; …`, `Code: 44, …`, but not `Ravi 44, …`
function isLoneFigure({ run, outcome }: RunResult): boolean {
  const isAlone = run.groups.length === 1 && !run.plus && run.problem === null;
  return isAlone && 'rejection' in outcome && (!run.isOfName || run.isBehindColon);
}

function mayBeCode({ digits, isLabel }: Figure, counters: ReadonlySet<number>): boolean {
  return !isLabel && isCallingCode(digits) && !isOfList(Number(digits), counters);
}

const MIN_CODE_OF_TWO_DIGITS = 20;

// `1) … 2) …`
function isOfList(figure: number, others: ReadonlySet<number>): boolean {
  if (figure < MIN_CODE_OF_TWO_DIGITS) return others.has(figure - 1) || others.has(figure + 1);
  return others.has(1) && others.has(figure - 1);
}

function withCode(digits: string, { run, outcome }: RunResult): Pieces | null {
  if (!('pieces' in outcome) || run.plus) return null;
  const [first] = outcome.pieces;
  // `0044 …` has its code.
  if (first?.resolution.kind !== 'number' || first.resolution.reading === 'written') return null;
  const { number } = first.resolution;
  const groups = first.groups.filter((group) => !isTrunkZero(group));
  const abroad = validInternational(digits + digitsOf(groups));
  if (abroad === null || abroad.e164 === number.e164) return null;
  const mayCount = digits.length === 1 || run.figure !== 'none';
  return mayCount && isRather(number, abroad, groups) ? null : unclear(run, digits, abroad, outcome);
}

// `Mobile 1 98765 43210`
function isRather(one: ValidNumber, other: ValidNumber, groups: readonly Group[]): boolean {
  return groups.length > 1 && isWrittenAsUsual(groups, one) && !isWrittenAsUsual(groups, other);
}

// `49 30 23125123`: where numbers are short, the halves of one with its code are numbers, too.
function joined({ run, outcome }: RunResult): Pieces | null {
  if (!('pieces' in outcome) || outcome.pieces.length < 2 || run.plus) return null;
  const [first, second] = outcome.pieces;
  const [code, ...others] = [...(first?.groups ?? []), ...(second?.groups ?? [])];
  if (code === undefined || !isCallingCode(code.digits)) return null;
  const whole = validInternational(code.digits + digitsOf(others));
  return whole === null || isUsual(outcome) ? null : unclear(run, code.digits, whole, outcome);
}

function unclear({ groups }: Run, code: string, abroad: ValidNumber, here: Pieces): Pieces {
  const rejection = ambiguous(
    [abroad.e164, ...e164sOf(here)],
    `It is unclear whether ${code} is the country code of the number next to it.`,
    'Write the number with a plus and its country code, or remove other digits.',
  );
  return { pieces: [{ groups, resolution: { kind: 'ambiguous', rejection } }] };
}
