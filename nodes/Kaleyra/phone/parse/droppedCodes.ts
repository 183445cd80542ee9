import { isCallingCode, validInternational, type ValidNumber } from '../resolve/validNumber';
import { isTrunkZero, isUsual, unclearCode } from './codeOrFigure';
import { digitsOf, type Element, type Figure as FigureKind, type Group, type Run } from './elements';
import { candidatesOf, type Pieces, type RunResult } from './pieces';
import { isWrittenAsUsual } from './shorterNumber';

/** A figure beside a number that counts nothing if it is the number's calling code. */
interface Figure {
  readonly digits: string;
  /** What it is if it isn't in the number's run: `44; 2079460123`, `44) 2079460123`. */
  readonly source: Element | null;
  /** What was set aside between it and the number. */
  readonly between: readonly Group[];
  /** A break is between it and the number. */
  readonly isApart: boolean;
  readonly isBehind: boolean;
}

type Figures = ReadonlyMap<Element, Figure>;

/**
 * A calling code is never left over while its number falls to the default country: if a figure that was set aside
 * beside a number is one, and the number is valid with it, the number is ambiguous: `(44) 2079460123`,
 * `Dial 44 2079460123`, `44) 2079460123`, `44; 2079460123`, `2079460123 (44)`. Figures with siblings do count: `1) … 2) …`.
 */
export function withForeignCodes(
  results: readonly RunResult[],
  elements: readonly Element[],
): readonly RunResult[] {
  // Most cells have nothing but a number with its code.
  if (results.every(({ run, outcome }) => run.plus || 'rejection' in outcome)) return results;
  const found = figuresBeside(results, elements);
  const counters = new Set([...found.values()].map(({ digits }) => Number(digits)));
  const bound = new Set<Element>();
  const decided = results.map((result) => {
    const { run } = result;
    const figure = found.get(run);
    const outcome = figure && mayBeCode(figure, counters) ? withCode(figure, result) : null;
    if (!figure || outcome === null) return { ...result, outcome: joined(result) ?? result.outcome };
    if (figure.source?.kind === 'run') {
      bound.add(figure.source);
      run.start = Math.min(figure.source.start, run.start);
      run.end = Math.max(figure.source.end, run.end);
    }
    return { run, outcome };
  });
  return decided.filter(({ run }) => !bound.has(run));
}

// What is before a number is rather its code than what is behind it.
function figuresBeside(results: readonly RunResult[], elements: readonly Element[]): Figures {
  const byRun = new Map<Element, RunResult>(results.map((result) => [result.run, result]));
  const before = new Map([...figuresOn(byRun, elements, false), ...results.flatMap(figureAtStart)]);
  const sources = new Set([...before.values()].map(({ source }) => source));
  const behind = figuresOn(byRun, elements.toReversed(), true);
  const free = [...behind].filter(([, { source }]) => !sources.has(source));
  return new Map([...free, ...before]);
}

function figuresOn(
  byRun: ReadonlyMap<Element, RunResult>,
  elements: readonly Element[],
  isBehind: boolean,
): Figures {
  const found = new Map<Element, Figure>();
  let figure: Figure | null = null;
  elements.forEach((element, at) => {
    const result = byRun.get(element);
    if (result !== undefined && figure !== null) found.set(element, { ...figure, isBehind });
    figure = isBehind && isCounted(element, elements[at - 1]) ? null : figureAfter(element, result, figure);
  });
  return found;
}

// `2079460123, 44 employees`, but not `2079460123 (44) Ravi`
function isCounted(figure: Element, word: Element | undefined): boolean {
  return figure.kind === 'run' && word?.kind === 'label' && !word.isCommon;
}

const PLACES: ReadonlySet<FigureKind> = new Set(['room', 'premises', 'route']);

// `(44) 2079460123`: the number lacks the first group of its run. In `Flat 44 2079460123`, the flat has it.
function figureAtStart({ run, outcome }: RunResult): Array<[Element, Figure]> {
  if (!('pieces' in outcome) || PLACES.has(run.figure)) return [];
  const start = Math.min(...outcome.pieces.flatMap(({ groups }) => groups.map((group) => group.start)));
  const [code, ...between] = run.groups.filter((group) => group.start < start);
  const figure = figureOf(code?.digits, null, between);
  return figure === null ? [] : [[run, figure]];
}

function figureAfter(element: Element, result: RunResult | undefined, before: Figure | null): Figure | null {
  switch (element.kind) {
    case 'note':
      return figureOf(element.figure, element);
    case 'run':
      return result !== undefined && isLoneFigure(result)
        ? figureOf(digitsOf(element.groups), element)
        : null;
    case 'break':
      return before === null || before.isApart ? null : { ...before, isApart: true };
    case 'label':
      return element.isCommon ? (figureOf(element.figure, element) ?? before) : null;
    default:
      return null;
  }
}

function figureOf(
  digits: string | undefined,
  source: Element | null,
  between: readonly Group[] = [],
): Figure | null {
  return digits === undefined ? null : { digits, source, between, isApart: false, isBehind: false };
}

// `44; …`, `Code: 44, …`, but not `Ravi 44, …`
function isLoneFigure({ run, outcome }: RunResult): boolean {
  return 'rejection' in outcome && (!run.isOfName || run.isValue);
}

// One digit of a label or behind a number counts: `Tel 1: …`, `98765 43210, 2`.
function mayBeCode({ digits, source, isBehind }: Figure, counters: ReadonlySet<number>): boolean {
  const isCounter = digits.length === 1 && (isBehind || source?.kind === 'label');
  return !isCounter && isCallingCode(digits) && !isOfList(Number(digits), counters);
}

// `1) … 2) …`. No list goes as far as the codes of two digits.
function isOfList(figure: number, others: ReadonlySet<number>): boolean {
  return figure < 20 && (others.has(figure - 1) || others.has(figure + 1));
}

function withCode(figure: Figure, { run, outcome }: RunResult): Pieces | null {
  if (!('pieces' in outcome) || run.plus) return null;
  const { digits, between } = figure;
  const piece = outcome.pieces.at(figure.isBehind ? -1 : 0);
  // `0044 …` has its code.
  if (piece?.resolution.kind !== 'number' || piece.resolution.reading === 'written') return null;
  const { number } = piece.resolution;
  const groups = [...between, ...piece.groups].filter((group) => !isTrunkZero(group));
  const abroad = validInternational(digits + digitsOf(groups));
  if (abroad === null || abroad.e164 === number.e164) return null;
  return isRather(number, abroad, groups, figure, run)
    ? null
    : unclearCode(run, digits, [abroad.e164, ...candidatesOf(outcome)]);
}

// `(44) 02079460123`, `Mobile 1 98765 43210`, `98765 43210 (44)`
function isRather(
  number: ValidNumber,
  abroad: ValidNumber,
  groups: readonly Group[],
  figure: Figure,
  run: Run,
): boolean {
  const isUsualHere = groups.length > 1 && mayCount(figure, run) && isWrittenAsUsual(groups, number);
  if (figure.isBehind && isUsualHere) return true;
  const hasTrunkPrefix = digitsOf(groups).length > abroad.national.length;
  return (hasTrunkPrefix || isUsualHere) && !isWrittenAsUsual(groups, abroad);
}

// `Calle Mayor, 41, 612 34 56 78`
function mayCount({ digits, isBehind, source }: Figure, { figure }: Run): boolean {
  const isOfName = source?.kind === 'run' && source.isOfName;
  return digits.length === 1 || isBehind || isOfName || figure !== 'none';
}

// `49 30 23125123`: where numbers are short, the halves of one with its code are numbers, too.
function joined({ run, outcome }: RunResult): Pieces | null {
  if (!('pieces' in outcome) || outcome.pieces.length < 2 || run.plus) return null;
  const [code, ...others] = outcome.pieces.slice(0, 2).flatMap(({ groups }) => groups);
  if (code === undefined || !isCallingCode(code.digits)) return null;
  const whole = validInternational(code.digits + digitsOf(others));
  return whole === null || isUsual(outcome)
    ? null
    : unclearCode(run, code.digits, [whole.e164, ...candidatesOf(outcome)]);
}
