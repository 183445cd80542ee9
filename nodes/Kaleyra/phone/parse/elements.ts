import type { CountryCode } from '../libphonenumber';
import type { Rejection } from '../rejection';

/**
 * What separates two groups of digits in a run: `98765 43210` blank, `98765-43210` dash, `98765 - 43210` spacedDash,
 * `98765 → 43210` odd (also `*`, `=`, `>`, `…`): digits are never joined across it, `030/2312` slash (also `//`, `\`,
 * `•`, `・`), `0012~630` tilde, `98765 (43210` bracket, `98765.43210` dot (also `_`, `:`).
 */
export type Gap = 'none' | 'blank' | 'dash' | 'spacedDash' | 'slash' | 'tilde' | 'bracket' | 'dot' | 'odd';

/** Adjacent digits: `98765` in `98765 43210`. */
export interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** What precedes it within its run. */
  readonly gap: Gap;
  /** Alone in brackets: `(2)`, `(020)`. */
  bracketed: boolean;
}

/**
 * Whether the first group may be a figure that only counts: `likely` in `1. 98765 43210` and `Flat 12 98765 43210`,
 * `maybe` in `Tel 2 98765 43210` and `(1) 98765 43210`. The digits decide. In `Suite 212 555-0143` (`room`),
 * `Shop 22 2345 6789` (`premises`) and, in North America, `Hwy 212 555-0143` (`route`) it may be an area code; in
 * `New York, NY 10118 (212) 555-0143` (`postcode`) it counts only if the digits would be no number with it; in `Table for 4
 * 98765 43210` (`weak`) only if they would be none in any way.
 */
export type Figure = 'none' | 'weak' | 'maybe' | 'likely' | 'room' | 'premises' | 'route' | 'postcode';

/** Whether digits are an identifier: `sure` in `Invoice 4711`, `maybe` in `Card 4711`: then only if they are undivided. */
export type Identifier = 'none' | 'maybe' | 'sure';

/**
 * Whose a short figure behind words is: `fax` in `Fax 79`, `place` in `Hauptstr. 12`, `other` in `Mary 0133`.
 */
export type Owner = 'none' | 'fax' | 'place' | 'other';

/** Groups with only punctuation between them, which may be one number or several: `+91 98765-43210`. */
export interface Run {
  readonly kind: 'run';
  readonly groups: Group[];
  start: number;
  end: number;
  /** A plus before it: `+91…`, `(+91)…`, `+ 91…`. */
  plus: boolean;
  /** A plus after it, as in text displayed right to left: `919876543210+`. */
  trailingPlus: boolean;
  /**
   * Whether its first group is its calling code, if it may also be a figure: `unsure` in `0044 7400123456`, where the
   * usual grouping decides; `doubtful` in `Day+1 …` and `Batch 0044 …`, where nothing does; `figure` in `Room 007, …`.
   */
  code: Certainty | 'doubtful' | 'figure';
  /** There is whitespace on both sides of its plus, which may join two numbers: `415 555 0132 + 415 555 0133`. */
  isPlusSpaced: boolean;
  /** Only whitespace and brackets are between it and the previous run: `20 7946 0123 (+44)`. */
  isAttached: boolean;
  /** Digits with only a blank behind them that were set aside: `21` in `PT-21 234 5678`. */
  readonly digitsBefore: string;
  /** Its first group is a figure that touches a word, with or without a dash: `Covid-19 12345`. */
  readonly isGlued: boolean;
  /** A word joins it to the previous number, or labels it: `or 7013`, `Tel 7013`. */
  isJoined: boolean;
  /** Whose figure it is, if it is short and behind a word. */
  owner: Owner;
  /** It is a field of its own, or the value of the word before it: `Ravi, 44, …`, `Code: 44`, `prefix 44`. */
  isValue: boolean;
  /** A minus that touches it, at the beginning of a part or of what wraps it: `-49 30 …`, `(-49 30 …)`. */
  minus: boolean;
  figure: Figure;
  /** How many groups the figure has: two in `9-17 98765 43210`. */
  figureLength: number;
  /** It belongs to a word next to it: `5 Guys`, `10115 Berlin`, `2 kids`. Next to a number, it counts nothing. */
  isOfName: boolean;
  /**
   * Whether the last groups may be a figure that only counts: `98765 43210 24 hours`, or a price: `98765 43210 50 Rs`. If
   * a currency can't belong to it alone, the whole is an amount: `532 123 45 12 TL`. `weak` before any other word:
   * `98765 43210 2 dogs`. A `date` never belongs to the number before it: `98765 43210 (14.3.)`.
   */
  trailingFigure: 'none' | 'weak' | 'count' | 'price' | 'date';
  trailingLength: number;
  /** What surrounds it says that it isn't a number, and needs no explanation. */
  identifier: Identifier;
  /** It is an identifier only because of what may also be a person's or a department's word: `Client: 2125550144`. */
  isDoubted: boolean;
  /** Capitals that touch it or follow a dash, and may be dialed: `1-800-FLOWERS`. */
  letters: string;
  hasExtension: boolean;
  /**
   * Digits that may be missing at its end; the character after it may stand for one of them: `98765 43…`,
   * `98765 4321O`. If it would still be valid with them, it isn't a number.
   */
  missing: readonly string[];
  /** Why it can't be a number, whatever its digits: `ext. 12 345 678`. */
  problem: Rejection | null;
}

/**
 * Whether words are the country of a number: `India:`, `(UK)` and 🇮🇳 are `direct`; `India` is `sure`; `BR` is `likely`, but may
 * be a label; `MD`, `Georgia` or `Embassy of Mexico: …` are `unsure`. The country of `AT` (`doubtful`) or `PH` (`hint`) never
 * decides: it only makes a number ambiguous.
 */
export type Certainty = 'direct' | 'sure' | 'likely' | 'unsure' | 'doubtful' | 'hint';

/** A country in words: `UK`, `(Wien)`. */
export interface StatedCountry {
  readonly country: CountryCode;
  readonly isBracketed: boolean;
  readonly certainty: Certainty;
  /** The area code of a town: `Köln`. */
  readonly area?: string | undefined;
  /** It is a code of two letters, which may also abbreviate something else: `(PT)`, `(BH)`. */
  readonly isCode?: boolean;
  /** It is a code with a colon behind it: `MD: …`. */
  readonly isLabel?: boolean;
  /** The side of its number, if a separator is on the other one: `… UK / …`, `… / (UK) …`. */
  readonly side?: 'left' | 'right' | null;
  /** The run that it was assigned to precedes it. */
  readonly isBehind?: boolean;
}

/** India, Russia, China and others have six digits. */
export const MAX_POSTCODE_LENGTH = 6;

export type BreakMark = 'comma' | 'semicolon' | 'pipe' | 'line' | 'ampersand';

/**
 * - `break`: separates parts of a cell that are judged independently: `,`, `;`, `|`, a line break; `&` only separates
 * numbers
 * - `and`: a word that joins numbers: `or`, `und`
 * - `label`: any other word. `isCommon`: a word for a phone (`Tel`), so what follows may share the area code; `isThing`: a
 * figure next to it may belong to it: `2 kids`, `table for 4`; `mention`: a country that it may mean; `figure`: `1` in
 * `Tel 1:`
 * - `country`: `UK`, `India`, 🇮🇳; `isBracketed` in `(UK)`
 * - `note`: digits recognized as something other than a number: `24x7`, `9am-5pm`, `15/01/2024`, `1)`, `Rs. 500`;
 * `figure`: those that only count, but may be a calling code: `44) 2079460123`
 */
export type Element =
  | Run
  | { readonly kind: 'break'; readonly mark: BreakMark; readonly start: number; readonly end: number }
  | { readonly kind: 'and' }
  | {
      readonly kind: 'label';
      readonly isCommon: boolean;
      /** It is a word for a mobile. */
      readonly isMobile?: boolean;
      readonly isThing?: boolean;
      readonly owner?: Owner;
      readonly mention?: StatedCountry | null;
      readonly figure?: string | undefined;
    }
  | ({ readonly kind: 'country' } & StatedCountry)
  | { readonly kind: 'note'; readonly figure?: string };

export const NOTE: Element = { kind: 'note' };

/** All digits of a run, in order. */
export function digitsOf(groups: ReadonlyArray<Pick<Group, 'digits'>>): string {
  let digits = '';
  for (const group of groups) digits += group.digits;
  return digits;
}

/** The digits of each group. */
export function textsOf(groups: ReadonlyArray<Pick<Group, 'digits'>>): string[] {
  return groups.map(({ digits }) => digits);
}
