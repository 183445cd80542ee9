import type { CountryCode } from '../libphonenumber';
import { isCallingCode } from '../resolve/validNumber';
import { either, kind, word, type Test } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { decimalsEnd } from './decimals';
import {
  digitsOf,
  type Element,
  type Figure,
  type Gap,
  type Group,
  type Identifier,
  type Owner,
  type Run,
  MAX_POSTCODE_LENGTH,
} from './elements';
import { isAnotherIdentifier, isAlike } from './nextIdentifier';

/** The position of a cell's scan, and what it has found so far. */
export class Scanner {
  readonly elements: Element[] = [];
  index = 0;
  /** The run being built; null if something else has ended it. */
  run: Run | null = null;
  /** What a preceding word says about the first group of the next run. */
  nextFigure: Figure = 'none';
  nextFigureLength = 1;
  nextIdentifier: Identifier = 'none';
  /** A preceding word says that the next digits are a calling code: `Country code: 44`. */
  isBeforeCode = false;
  /** The last number of a list: `1.`, `2.`. */
  listNumber = 0;
  /** An extension or dial string has just ended: digits that follow without a separator make it unclear. */
  extended: Run | null = null;
  /** How many brackets are open. */
  depth = 0;
  private hasRun = false;
  private gapFrom = 0;
  /** The digits of the note that was read last, if they are adjacent. */
  private noted = '';
  private readonly known = new Map<Test, boolean>();

  constructor(
    readonly tokens: readonly Token[],
    /** The default country, whose languages the cell may be written in. */
    readonly defaultCountry: CountryCode | null,
  ) {}

  /** Whether the cell has a token of this kind. */
  has(test: Test): boolean {
    let isThere = this.known.get(test);
    if (isThere === undefined) this.known.set(test, (isThere = this.tokens.some(test)));
    return isThere;
  }

  get token(): Token {
    return tokenAt(this.tokens, this.index);
  }

  get previous(): Token {
    return tokenAt(this.tokens, this.index - 1);
  }

  /** The latest element; the run being built is none yet. */
  get last(): Element | undefined {
    return this.elements.at(-1);
  }

  /** Whether the latest element is a word for a phone: `Tel`. */
  get isBehindPhoneWord(): boolean {
    return this.last?.kind === 'label' && this.last.isCommon;
  }

  /** Whose a short figure would be here. */
  get lastOwner(): Owner {
    return (this.last?.kind === 'label' ? this.last.owner : undefined) ?? 'none';
  }

  /** Whether a part of the cell begins here. */
  get isAtStartOfPart(): boolean {
    return this.kindBefore === 'break';
  }

  /** Whether a list item may begin here: at the beginning of a part, or after `and`. */
  get isAtStartOfItem(): boolean {
    return this.isAtStartOfPart || this.kindBefore === 'and';
  }

  private get kindBefore(): Element['kind'] {
    return (this.run ?? this.last)?.kind ?? 'break';
  }

  /** The latest run, if only punctuation, labels, `or` or a comma follow it. */
  get latestRun(): Run | null {
    if (this.run !== null) return this.run;
    const { elements } = this;
    let at = elements.length - 1;
    while (isBetween(elements[at])) at -= 1;
    const last = elements[at];
    if (last?.kind === 'break' && (last.mark === 'comma' || last.mark === 'semicolon')) at -= 1;
    const element = elements[at];
    return element?.kind === 'run' ? element : null;
  }

  /** Ends the run, adds an element and continues at `next`. */
  push(element: Element, next: number): void {
    this.closeRun();
    this.elements.push(element);
    this.noted = '';
    if (element.kind === 'note') this.keepNote(element.figure, next);
    this.index = next;
  }

  private keepNote(figure: string | undefined, next: number): void {
    // `Tel 14 March 98765…`, `CAD 50 040 …`: the figure of the word was the day or the amount.
    const isFigure = this.nextFigure === 'maybe' || tokenAt(this.tokens, next - 1).kind === 'digits';
    if (isFigure) this.nextFigure = 'none';
    if (figure !== undefined) return;
    const [only, ...others] = this.tokens.slice(this.index, next).filter(({ kind }) => kind === 'digits');
    if (only !== undefined && others.length === 0) this.noted = only.text;
  }

  /** Ends the run with a group that may be a figure beside its number. */
  endWithFigure(run: Run, figure: Run['trailingFigure']): void {
    this.addGroup();
    run.trailingFigure = figure;
    this.closeRun();
  }

  closeRun(): void {
    const { run } = this;
    if (run === null) return;
    run.isOfName ||=
      isAfterTown(run) || (isThing(this.last) && isOfThing(run)) || isHouseNumber(run, this.elements);
    if (run.identifier === 'maybe') {
      run.isDoubted = true;
      if (isUndivided(run)) run.identifier = 'sure';
    }
    if (isAnotherIdentifier(run, this.elements)) run.identifier = 'sure';
    // `06 12345678, fax 79`
    const isOfFax = run.owner === 'fax' && this.hasRun;
    this.elements.push(isOnlyFigure(run) && !isOfFax ? { kind: 'note', figure: digitsOf(run.groups) } : run);
    this.hasRun = true;
    this.run = null;
  }

  /** Ends the run and starts another, with or without a plus. */
  startRun(plus: boolean, start: number): Run {
    this.closeRun();
    const { previous } = this;
    this.run = {
      kind: 'run',
      groups: [],
      start: previous.kind === 'open' && !plus ? previous.start : start,
      end: start,
      plus,
      trailingPlus: false,
      code: 'sure',
      isPlusSpaced: false,
      isAttached: false,
      digitsBefore: this.digitsBefore,
      isGlued: this.isGlued,
      isJoined: isJoining(this.last),
      owner: this.lastOwner,
      isValue: VALUE_OF(previous) || this.last?.kind === 'break',
      minus: previous.kind === 'dash' && !this.token.gap && this.isAtStartOfItem,
      figure: this.nextFigure,
      figureLength: this.nextFigureLength,
      isOfName: false,
      trailingFigure: 'none',
      trailingLength: 1,
      identifier: this.nextIdentifier,
      isDoubted: false,
      letters: '',
      hasExtension: false,
      missing: [],
      problem: null,
    };
    if (this.isBeforeCode && isCallingCode(this.token.text))
      Object.assign(this.run, { plus: true, figure: 'none', identifier: 'none' });
    this.nextFigure = 'none';
    this.nextFigureLength = 1;
    this.nextIdentifier = 'none';
    this.isBeforeCode = false;
    this.gapFrom = this.index;
    return this.run;
  }

  private get isGlued(): boolean {
    const { tokens, index, previous, token, last } = this;
    if (last?.kind !== 'label' || last.isCommon || token.gap || token.text.length > 2) return false;
    const word = previous.kind === 'dash' && !previous.gap ? tokenAt(tokens, index - 2) : previous;
    return word.kind === 'word';
  }

  private get digitsBefore(): string {
    const { last } = this;
    if (this.previous.kind !== 'digits' || !this.token.gap) return '';
    // `CAD 50 040 123 4567`
    if (last?.kind === 'run') return last.identifier === 'sure' ? digitsOf(last.groups) : '';
    return last?.kind === 'note' ? this.noted : '';
  }

  /** Adds a complete run with one group. */
  pushRun(digits: string, next: number): Run {
    const { start } = this.token;
    const run = this.startRun(false, start);
    run.end = tokenAt(this.tokens, next - 1).end;
    run.groups.push({ digits, start, end: run.end, gap: 'none', bracketed: false });
    this.closeRun();
    this.index = next;
    return run;
  }

  // `ID 981 234 / 98765 43210`, `License #01234567 • 415 555 0132`: only the first one is the identifier.
  private get isBehindIdentifier(): boolean {
    const { run, tokens, gapFrom, index } = this;
    const between = tokens.slice(gapFrom, index + 1);
    if (run === null || !between.some(({ gap }) => gap)) return false;
    if (this.previous.kind === 'slash' && isAlike(run, this.token.text)) return false;
    const mayEnd = run.identifier === 'maybe' && between.some(({ kind }) => kind === 'bullet');
    return run.identifier === 'sure' || (mayEnd && isUndivided(run));
  }

  // `030 23125 - 0`
  private isSwitchboard(gap: Gap): boolean {
    const isLast = this.token.text === '0' && tokenAt(this.tokens, this.index + 1).kind !== 'digits';
    return gap === 'spacedDash' && isLast;
  }

  /** Adds the current digits to the run. */
  addGroup(): void {
    const { token, index, previous } = this;
    const gap = gapBetween(this.tokens, this.gapFrom, index);
    if (gap === 'slash' && this.isBehindIdentifier) this.closeRun();
    const run = this.run ?? this.startRun(false, token.start);
    const isOpened = previous.kind === 'open';
    run.missing = [];
    run.groups.push({
      digits: token.text,
      start: isOpened ? previous.start : token.start,
      end: token.end,
      gap: run.groups.length === 0 ? 'none' : this.isSwitchboard(gap) ? 'dash' : gap,
      bracketed: isOpened && tokenAt(this.tokens, index + 1).kind === 'close',
    });
    this.index = decimalsEnd(this.tokens, index) || index + 1;
    run.end = tokenAt(this.tokens, this.index - 1).end;
    this.gapFrom = this.index;
  }
}

/** Whether it joins the digits next to it to a number, or labels them: `or`, `Tel`. */
export function isJoining(element: Element | undefined): boolean {
  return element?.kind === 'and' || (element?.kind === 'label' && element.isCommon);
}

function isBetween(element: Element | undefined): boolean {
  return element?.kind === 'label' || element?.kind === 'and';
}

const VALUE_OF = either(kind('colon'), word('area'));

function isThing(element: Element | undefined): boolean {
  return element?.kind === 'label' && element.isThing === true;
}

// `kids 2`, `AA1042`
function isOfThing(run: Run): boolean {
  return isSmallFigure(run) || (run.identifier === 'maybe' && GLUED_CODE.test(digitsOf(run.groups)));
}

const GLUED_CODE = /^[1-9]\d{1,3}$/;
// `00`, `010` and `011` may begin a call abroad.
const SMALL_FIGURE = /^(?!00|01[01])(?:0?[1-9]\d?|[1-9]\d\d)$/;
const HOUSE_NUMBER = /^[1-9]\d{1,5}$/;

/** `2` in `2 kids`, `711` in `TTY: 711`, `12-34` in `No 12-34 Bogotá`, but not in `NL2 ABNA`. */
export function isSmallFigure({ groups, plus, identifier }: Run): boolean {
  if (plus || identifier !== 'none') return false;
  if (groups.length === 1) return SMALL_FIGURE.test(digitsOf(groups));
  const isTied = groups.every(({ gap }, at) => at === 0 || gap === 'dash' || gap === 'slash');
  return isTied && HOUSE_NUMBER.test(digitsOf(groups)) && !isCallingCode(digitsOf(groups.slice(0, 1)));
}

const HOUSE = /^[1-9]\d{0,3}$/;

// `Via Roma, 12 - tel. …`; behind a number, the figure may be the end of another one.
function isHouseNumber({ groups, plus, identifier }: Run, elements: readonly Element[]): boolean {
  const [comma, street] = [elements.at(-1), elements.at(-2)];
  const isBehindWord = comma?.kind === 'break' && comma.mark === 'comma' && street?.kind === 'label';
  if (!isBehindWord || plus || identifier !== 'none' || !HOUSE.test(digitsOf(groups))) return false;
  return elements.findLast(isRunOrEnd)?.kind !== 'run';
}

function isRunOrEnd(element: Element): boolean {
  return element.kind === 'run' || (element.kind === 'break' && element.mark !== 'comma');
}

const MIN_IDENTIFIER_LENGTH = 5;

function isUndivided({ groups, plus }: Run): boolean {
  return groups.length === 1 && !plus && digitsOf(groups).length >= MIN_IDENTIFIER_LENGTH;
}

// `Bangalore 560001`, `千代田区1-1`
function isAfterTown({ groups, plus, figure }: Run): boolean {
  return figure === 'postcode' && !plus && digitsOf(groups).length <= MAX_POSTCODE_LENGTH;
}

const FIGURE = /^(?:[1-9]\d{0,3}|\d{5})$/;
const BRACKETED_FIGURE = /^[1-9]\d?$/;

// `1. +91…`, `(1) +91…`, `Flat 12 +91…`: a possible figure with no number after it in its run is a figure.
function isOnlyFigure({ groups, figure, plus, identifier }: Run): boolean {
  const [only, ...others] = groups as [Group, ...Group[]];
  if (others.length > 0 || plus || identifier === 'sure') return false;
  if (figure === 'postcode' || figure === 'weak') return false;
  return figure === 'none' ? only.bracketed && BRACKETED_FIGURE.test(only.digits) : FIGURE.test(only.digits);
}

const SPECIAL_GAPS: Partial<Record<Token['kind'], Gap>> = {
  slash: 'slash',
  backslash: 'slash',
  bullet: 'slash',
  tilde: 'tilde',
  star: 'odd',
  mark: 'odd',
  equals: 'odd',
  hash: 'odd',
  percent: 'odd',
  money: 'odd',
};

// `->`
const ANGLES: Readonly<Record<string, Gap>> = { '<': 'odd', '>': 'odd' };

/** What kind of punctuation is between two groups. */
function gapBetween(tokens: readonly Token[], from: number, to: number): Gap {
  let gap: Gap = 'dot';
  for (let at = from; at <= to; at += 1) {
    const special = specialGap(tokens, at);
    if (special !== undefined) return special;
    gap = widerGap(gap, tokenAt(tokens, at), tokenAt(tokens, at + 1));
  }
  return gap;
}

function specialGap(tokens: readonly Token[], at: number): Gap | undefined {
  const { kind, text } = tokenAt(tokens, at);
  if (kind === 'colon') return tokenAt(tokens, at + 1).gap ? 'odd' : undefined;
  return SPECIAL_GAPS[kind] ?? ANGLES[text];
}

function widerGap(gap: Gap, { kind, gap: hasBlank }: Token, next: Token): Gap {
  if (kind === 'open') return 'bracket';
  // `--` is one dash.
  if (kind === 'dash')
    return (hasBlank || gap === 'spacedDash') && (next.gap || next.kind === 'dash') ? 'spacedDash' : 'dash';
  return hasBlank && gap === 'dot' ? 'blank' : gap;
}
