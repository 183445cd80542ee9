import type { CountryCode } from 'libphonenumber-js/max';

import type { CellParser, ParsedFragment } from '../../../../nodes/Kaleyra/phone';
import { groupByCountry, type Example } from './numbers';
import type { Spelling } from './spellings';

/** Default countries other than the number's own: those with the most traps, judging by the bugs people report. */
const FOREIGN: readonly CountryCode[] = ['US', 'DE', 'IN', 'GB', 'BR', 'IT', 'ID', 'RU'];

/** One cell under one default country. */
export interface Trial {
  readonly spelling: Spelling;
  readonly number: Example;
  readonly cell: unknown;
  readonly defaultCountry: CountryCode | '';
  /** Whether its number must come out: a national spelling under no country doesn't have one. */
  readonly isReadable: boolean;
}

/** The outcomes for all cells of one spelling. */
export interface Tally {
  readonly spelling: Spelling;
  /** Cells whose number must come out. */
  tried: number;
  lost: number;
  /** Of those, cells that the design allows to be `AMBIGUOUS`: not lost. */
  ambiguous: number;
  /** Cells that gave a rejected fragment although each of their numbers was read. */
  rejected: number;
  /** The first lost cells, readable. */
  readonly examples: string[];
}

export interface Measurement {
  readonly cells: number;
  readonly strangers: readonly string[];
  readonly tallies: readonly Tally[];
}

const MAX_EXAMPLES = 4;

/**
 * Each spelling of one number of every nth country under its own, no and one foreign default country; the countries,
 * line types and foreign countries rotate from spelling to spelling, so that each gets its turn. With n = 1, every
 * number of every country under every default country: millions of cells.
 */
export function* trials(
  examples: readonly Example[],
  spellings: readonly Spelling[],
  n: number,
): Generator<Trial> {
  const byCountry = [...groupByCountry(examples).values()];
  for (const [turn, spelling] of spellings.entries()) {
    for (const [place, numbers] of byCountry.entries()) {
      if ((turn + place) % n !== 0) continue;
      const type = (turn + Math.floor(turn / n)) % numbers.length;
      const foreign = (turn + Math.floor(place / n)) % FOREIGN.length;
      const chosen = n === 1 ? numbers : numbers.slice(type, type + 1);
      const defaults = n === 1 ? FOREIGN : FOREIGN.slice(foreign, foreign + 1);
      for (const number of chosen) yield* underEach(spelling, number, defaults);
    }
  }
}

function* underEach(spelling: Spelling, number: Example, foreign: readonly CountryCode[]): Generator<Trial> {
  const cell = spelling.write(number);
  if (cell === undefined) return;
  const home: Array<CountryCode | ''> = [number.country, ''];
  const defaults = spelling.defaults ?? (spelling.carries === 'code' ? [...home, ...foreign] : home);
  for (const defaultCountry of new Set(defaults)) {
    const isReadable =
      spelling.carries === 'code' || (defaultCountry !== '' && !isFigureBesideFigures(spelling, number));
    yield { spelling, number, cell, defaultCountry, isReadable };
  }
}

// `1) 7012 2) 7013`: next to other figures, the rules deliberately refuse fewer digits than this, since they could be
// figures themselves.
const FEWEST_DIGITS_BESIDE_FIGURES = 7;

function isFigureBesideFigures({ name }: Spelling, { nsn }: Example): boolean {
  return nsn.length < FEWEST_DIGITS_BESIDE_FIGURES && /\d/.test(name.replace('{2}', ''));
}

/** Parses every cell and counts: what came out although nobody put it in, what is missing, what was rejected. */
export function measure(parse: CellParser, cells: Iterable<Trial>): Measurement {
  const strangers: string[] = [];
  const tallies = new Map<Spelling, Tally>();
  let count = 0;
  for (const trial of cells) {
    count++;
    const tally = tallies.get(trial.spelling) ?? emptyTally(trial.spelling);
    tallies.set(trial.spelling, tally);
    const fragments = parse(trial.cell, trial.defaultCountry);
    const numbers = fragments.flatMap((fragment) => ('number' in fragment ? [fragment.number.e164] : []));
    const putIn = [trial.number.e164, trial.number.second.e164].slice(0, trial.spelling.isPair ? 2 : 1);
    if (numbers.some((e164) => !putIn.includes(e164))) strangers.push(describeTrial(trial, fragments));
    if (trial.isReadable)
      addTo(
        tally,
        trial,
        fragments,
        putIn.every((e164) => numbers.includes(e164)),
      );
  }
  return { cells: count, strangers, tallies: [...tallies.values()] };
}

function addTo(tally: Tally, trial: Trial, fragments: readonly ParsedFragment[], isRead: boolean): void {
  const reasons = fragments.flatMap((fragment) => ('reason' in fragment ? [fragment.reason] : []));
  tally.tried++;
  if (isRead) tally.rejected += reasons.length > 0 ? 1 : 0;
  else if (trial.spelling.mayBeAmbiguous !== undefined && reasons.includes('AMBIGUOUS')) tally.ambiguous++;
  else tally.lost++;
  if ((!isRead || reasons.length > 0) && tally.examples.length < MAX_EXAMPLES) {
    tally.examples.push(describeTrial(trial, fragments));
  }
}

function emptyTally(spelling: Spelling): Tally {
  return { spelling, tried: 0, lost: 0, ambiguous: 0, rejected: 0, examples: [] };
}

/** `GB MOBILE, "044…" under DE: +44… NOT_A_NUMBER` */
function describeTrial(
  { spelling, number, cell, defaultCountry }: Trial,
  fragments: readonly ParsedFragment[],
): string {
  const outcomes = fragments.map((fragment) =>
    'number' in fragment ? fragment.number.e164 : fragment.reason,
  );
  const written = JSON.stringify(cell, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return `${spelling.name}: ${number.country} ${number.type} ${number.e164}, ${written} under ${defaultCountry || 'none'}: ${outcomes.join(' ')}`;
}
