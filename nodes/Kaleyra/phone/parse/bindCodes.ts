import { lengths } from '../resolve/neighbor';
import { callingCodeOf, countriesOf, isCallingCode } from '../resolve/validNumber';
import { certaintyApart, certaintyWithin, codeDigits, isCodeBeforeZero } from './codeOrFigure';
import { lazily } from '../tokens/remembered';
import {
  digitsOf,
  textsOf,
  type Certainty,
  type Element,
  type Run,
  type StatedCountry,
  MAX_POSTCODE_LENGTH,
} from './elements';

/** The countries named by words next to runs. */
export type StatedCountries = Map<Run, StatedCountry>;

/**
 * Assigns each standalone country code, and each country in words, to the number it belongs to:
 * `+44 (UK) 20 7946 0123`, `+44;2079460123`, `646-555-0132 +1`, `2079460123 (GB)`. Nothing falls back to the default
 * country while its code is still unassigned.
 * @returns the elements without the codes, and the stated countries
 */
export function bindCodes(elements: readonly Element[]): { elements: Element[]; countries: StatedCountries } {
  separatePluses(elements);
  const kept = elements.filter((element) => !isIdentifier(element));
  const bound = new Set<Element>();
  const given = new Set<Element>();
  const codes = kept.flatMap((element, at) =>
    element.kind === 'run' && isCode(element, kept, at) ? [{ code: element, at }] : [],
  );
  // Most cells have neither codes apart nor countries.
  const surroundings = lazily(() => surroundingsOf(kept));
  for (const { code, at } of codes) {
    const around = surroundings()[at] as Surroundings;
    const isFree = (run: Run): boolean => !bound.has(run) && (!run.plus || startsWithSameCode(run, code));
    const target = findTarget(around, isFree, false, code.isAttached);
    if (target === null) continue;
    const isBehindNumber = target !== around.next;
    // `020 7946 0123 (+44) Tel 030 …`
    const isBetween =
      !isBehindNumber && code.isAttached && around.rightBefore !== null && isFree(around.rightBefore);
    const place = {
      before: kept[at - 1],
      behind: kept[at + 1],
      isBehindNumber,
      isGlued: target.end === code.start || isBetween,
      isApart: around.nextInPart === null,
    };
    bound.add(code);
    given.add(target);
    giveCode(code, target, certaintyApart(code, place), !isBehindNumber);
  }
  const rest = kept.filter((element) => !bound.has(element));
  rest.forEach((element, at) => {
    if (element.kind !== 'run' || given.has(element)) return;
    element.code = certaintyWithin(element, rest[at - 1]);
    if (isCodeBeforeZero(element)) {
      // `Tel 7 (0)30 …`
      if (element.figure !== 'none' || digitsOf(element.groups.slice(0, 1)).length === 1)
        element.code = 'doubtful';
      element.plus = true;
      element.figure = 'none';
    }
  });
  return { elements: elements.filter((element) => !bound.has(element)), countries: bindCountries(rest) };
}

/** Whether what surrounds digits says that they aren't a number. */
export function isIdentifier(element: Element): boolean {
  return element.kind === 'run' && element.identifier === 'sure';
}

// `415 555 0132 + 415 555 0133`, `021 5550123 + 0812 3456 7890`: the second is grouped like the first or begins with a
// trunk prefix, so the plus joins them.
function separatePluses(elements: readonly Element[]): void {
  elements.forEach((element, at) => {
    const before = elements[at - 1];
    if (element.kind !== 'run' || !element.isPlusSpaced || before?.kind !== 'run') return;
    const isAlike = lengths(textsOf(before.groups)) === lengths(textsOf(element.groups));
    if (!isAlike && !/^0(?!0)/.test(digitsOf(element.groups))) return;
    element.plus = false;
    element.isJoined = true;
    before.isJoined = true;
  });
}

// `+44`, `0044`, `+1-242`; `44` next to a country with that code.
function isCode(run: Run, elements: readonly Element[], at: number): boolean {
  const digits = codeDigits(run);
  if (run.hasExtension || run.trailingPlus) return false;
  // `00-033` and `00-380` are Polish postal codes.
  const isPostalCode = run.groups[1]?.gap === 'dash';
  if (run.plus || (!isPostalCode && /^00[1-9]/.test(digitsOf(run.groups))))
    return isCallingCode(digits) || isAreaOfNorthAmerica(run, digits);
  return [elements[at - 1], elements[at + 1]].some(
    (neighbor) => neighbor?.kind === 'country' && countriesOf(digits).includes(neighbor.country),
  );
}

function isAreaOfNorthAmerica(run: Run, digits: string): boolean {
  return run.groups.length === 2 && /^1\d{3}$/.test(digits);
}

function startsWithSameCode(run: Run, code: Run): boolean {
  return callingCodeOf(codeDigits(run)) === callingCodeOf(codeDigits(code));
}

function giveCode(code: Run, target: Run, certainty: Run['code'], isBefore: boolean): void {
  if (!target.plus) {
    const digits = codeDigits(code);
    target.code = certainty;
    const { start, end } = target;
    target.groups.unshift({ digits, start, end: start, gap: 'none', bracketed: false });
    target.plus = true;
    target.figure = 'none';
    target.end = end;
  }
  if (isBefore) target.start = Math.min(code.start, target.start);
  else target.end = Math.max(code.end, target.end);
}

/** The runs next to an element; a run isn't next to itself. */
interface Surroundings {
  readonly next: Run | null;
  readonly nextInPart: Run | null;
  readonly before: Run | null;
  /** The previous run, if only countries are between it and the element. */
  readonly rightBefore: Run | null;
}

function surroundingsOf(elements: readonly Element[]): Surroundings[] {
  const next = nextRuns(elements);
  let before: Run | null = null;
  let rightBefore: Run | null = null;
  return elements.map((element, at) => {
    const found = { ...(next[at] as NextRuns), before, rightBefore };
    if (element.kind === 'run') before = rightBefore = element;
    else if (element.kind !== 'country') rightBefore = null;
    return found;
  });
}

type NextRuns = Pick<Surroundings, 'next' | 'nextInPart'>;

function nextRuns(elements: readonly Element[]): NextRuns[] {
  let next: Run | null = null;
  let nextInPart: Run | null = null;
  const found = elements.toReversed().map((element) => {
    const around = { next, nextInPart };
    if (element.kind === 'run') next = nextInPart = element;
    if (element.kind === 'break') nextInPart = null;
    return around;
  });
  return found.reverse();
}

/**
 * The run that a code or country belongs to: the next in its part, the one right before it, the next, the previous one.
 */
function findTarget(
  { next, nextInPart, before, rightBefore }: Surroundings,
  isFree: (run: Run) => boolean,
  isBackFirst: boolean,
  isAttached: boolean,
): Run | null {
  const inPart = [nextInPart, isAttached ? rightBefore : null];
  const choices = [...(isBackFirst ? inPart.reverse() : inPart), next, before];
  return choices.find((run) => run !== null && isFree(run)) ?? null;
}

function bindCountries(elements: readonly Element[]): StatedCountries {
  const countries: StatedCountries = new Map();
  if (!elements.some((element) => countryIn(element) !== null)) return countries;
  const surroundings = surroundingsOf(elements);
  const areBehind = followNumbers(elements);
  const bind = (stated: StatedCountry, at: number): void => {
    const around = surroundings[at] as Surroundings;
    const rightBefore = isBehindPostcode(around) ? null : around.rightBefore;
    const target = findTarget(
      { ...around, rightBefore: areBehind ? around.before : rightBefore },
      (run) => !countries.has(run),
      (stated.side ?? (stated.isBracketed || areBehind ? 'left' : 'right')) === 'left',
      true,
    );
    if (target !== null) countries.set(target, { ...stated, isBehind: target !== around.next });
  };
  elements.forEach((element, at) => {
    if (element.kind === 'country') bind(element, at);
  });
  addMentioned(elements, countries);
  elements.forEach((element, at) => {
    if (element.kind === 'label' && element.mention) bind(element.mention, at);
  });
  return countries;
}

// `8001 Zürich, 044 …`
function isBehindPostcode({ rightBefore, next }: Surroundings): boolean {
  if (rightBefore === null || next === null || rightBefore.plus) return false;
  return (
    digitsOf(rightBefore.groups).length <= MAX_POSTCODE_LENGTH &&
    digitsOf(next.groups).length > MAX_POSTCODE_LENGTH
  );
}

function countryIn(element: Element): StatedCountry | null {
  if (element.kind === 'country') return element;
  return element.kind === 'label' ? (element.mention ?? null) : null;
}

// `0171 3920012 Deutschland 0664 123456 Österreich`: each number has its country behind it.
function followNumbers(elements: readonly Element[]): boolean {
  const kinds = elements.flatMap((element) => {
    if (element.kind === 'run') return ['run'];
    return countryIn(element) === null ? [] : ['country'];
  });
  return kinds.length % 2 === 0 && kinds.every((kind, at) => kind === (at % 2 === 0 ? 'run' : 'country'));
}

// `Tel: 0664 123456⏎Fax: 0664 123457⏎Wien, Österreich`: a country may be that of all numbers behind it, and the last one
// that of all before it.
function addMentioned(elements: readonly Element[], countries: StatedCountries): void {
  let mentioned: StatedCountry | null = null;
  const add = (element: Element): void => {
    if (element.kind === 'country')
      mentioned = MAY_SPREAD.has(element.certainty) ? { ...element, certainty: 'doubtful' } : mentioned;
    else if (element.kind === 'run' && mentioned !== null && !countries.has(element))
      countries.set(element, mentioned);
  };
  elements.forEach(add);
  const isLast = elements.findLast(({ kind }) => kind === 'run' || kind === 'country')?.kind === 'country';
  mentioned = null;
  if (isLast) [...elements].reverse().forEach(add);
}

const MAY_SPREAD: ReadonlySet<Certainty> = new Set(['direct', 'sure', 'likely', 'doubtful']);
