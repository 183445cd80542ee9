import { isOftenMeant } from '../countryNames';
import type { CountryCode } from '../libphonenumber';
import { ambiguous, type Rejection } from '../rejection';
import {
  callingCodeOfCountry,
  isUsualGrouping,
  northAmerican,
  usualNational,
  validNational,
  type ValidNumber,
} from '../resolve/validNumber';
import { isUsual } from './codeOrFigure';
import { IBERIAN, STATES } from './countryCertainty';
import { digitsOf, textsOf, type Certainty, type StatedCountry } from './elements';
import {
  areSure,
  candidatesOf,
  e164sOf,
  isSure,
  numberOf,
  UNDECIDED,
  type Outcome,
  type Pieces,
} from './pieces';

/** Whether a country before numbers may be that of all: `Maroc : 0650 123456 / 0661 123456`. */
export function maySpread({ certainty, isBracketed }: StatedCountry): boolean {
  return certainty === 'direct' && !isBracketed;
}

/** Whether numbers are all of the same length and type, so that one country is that of each. */
export function areOfOneKind(outcome: Outcome): boolean {
  if (!('pieces' in outcome)) return false;
  const kinds = outcome.pieces.map(({ resolution }) => {
    const number = numberOf(resolution);
    return number === null ? UNDECIDED : `${number.type} ${number.national.length}`;
  });
  return new Set(kinds).size === 1;
}

// Whether words say a country, so that the default one is no choice.
function isSaid(certainty: Certainty): boolean {
  return certainty === 'direct' || certainty === 'sure';
}

/** What never decides by itself. */
export function isUncertain(certainty: Certainty): boolean {
  return certainty === 'doubtful' || certainty === 'hint';
}

/**
 * Chooses between what digits are in a country that words mention and under the default country. What may be either is
 * ambiguous.
 */
export function chooseCountry(
  stated: StatedCountry,
  there: Outcome,
  here: Outcome,
  home: CountryCode | null,
): 'there' | 'here' | Pieces {
  if (!('pieces' in there)) return notThere(stated, there, here, home);
  const american = americanOf(stated, there);
  if (american !== null) return orAmerican(american, there, here, stated.country);
  if (!('pieces' in here)) return withoutRival(stated, there, home);
  if (areInternational(stated, here)) return 'here';
  const [numbersThere, numbersHere] = [e164sOf(there), e164sOf(here)];
  if (numbersHere.join() === numbersThere.join()) return 'there';
  // What is unclear by itself says why.
  if (isUncertain(stated.certainty) && numbersHere.includes(UNDECIDED)) return 'here';
  const isMeant = isCountryMeant(stated, there, here, home);
  if (isMeant !== null) return isMeant ? 'there' : 'here';
  return unclear(here, unclearCountry(stated.country, [...candidatesOf(there), ...candidatesOf(here)]));
}

// Where the digits are no number without the country: `MY 012-345 6789` may say whose phone it is.
function withoutRival(
  { country, certainty }: StatedCountry,
  there: Pieces,
  home: CountryCode | null,
): 'there' | 'here' | Pieces {
  if (certainty === 'unsure' && home === null) return 'here';
  if (!isUncertain(certainty)) return unlessUsualAtHome(country, there, home) ?? 'there';
  const mayBeMeant = certainty === 'doubtful' && home !== null && isUsual(there);
  return mayBeMeant ? unclear(there, unclearCountry(country, candidatesOf(there))) : 'here';
}

// `55 1234 5678 / 212-555-0143 (USA)` in Mexico: the country may be only that of the number it is next to, if just home
// groups the other one like this. Null where none is.
function unlessUsualAtHome(
  country: CountryCode,
  { pieces }: Pieces,
  home: CountryCode | null,
): Pieces | null {
  if (pieces.length === 1) return null;
  const choices = pieces.map((piece) => {
    const groups = textsOf(piece.groups);
    const [there, here] = [numberOf(piece.resolution), usualNational(groups, home)];
    if (there === null || here === null || isUsualGrouping(there, groups)) return piece;
    const rejection = unclearCountry(country, [there.e164, here.e164]);
    return { ...piece, resolution: { kind: 'ambiguous', rejection } as const };
  });
  return choices.every((choice, at) => choice === pieces[at]) ? null : { pieces: choices };
}

// `4915123456789 (DE)`, where bare digits are international.
function areInternational({ country }: StatedCountry, { pieces }: Pieces): boolean {
  return pieces.every(
    ({ resolution }) =>
      resolution.kind === 'number' &&
      resolution.reading === 'international' &&
      resolution.number.callingCode === callingCodeOfCountry(country),
  );
}

// `DE 302-555-0143`: the number of a state, grouped as in America and without Germany's trunk prefix.
function americanOf({ country, isCode }: StatedCountry, { pieces }: Pieces): ValidNumber | null {
  const [piece] = pieces;
  const isState = isCode === true && STATES.has(country);
  if (!isState || piece === undefined || pieces.length > 1 || isSure(piece)) return null;
  return northAmerican(textsOf(piece.groups));
}

function orAmerican(american: ValidNumber, there: Pieces, here: Outcome, country: string): 'here' | Pieces {
  const numbersHere = 'pieces' in here ? candidatesOf(here) : [];
  if (numbersHere.join() === american.e164) return 'here';
  return unclear(there, unclearCountry(country, [...candidatesOf(there), ...numbersHere, american.e164]));
}

// What digits are that are no number in the country: `0171 3920012 (GF)`. `US 415-555-013` may lack a digit, even if the
// rest is valid in Germany; `(BO) 347 1234567` is in Bologna, and `India 212-555-0143` a restaurant or a shop.
function notThere(
  stated: StatedCountry,
  there: Outcome,
  here: Outcome,
  home: CountryCode | null,
): 'there' | 'here' | Pieces {
  if (!isUncertain(stated.certainty) && isAlsoThere(stated, here)) return 'there';
  if (!('pieces' in here)) return isSaid(stated.certainty) ? 'there' : 'here';
  if (isSaid(stated.certainty)) {
    if (stated.isCode === true) return isUsual(here) ? 'here' : 'there';
    if (!mayBeHere(there, here)) return 'there';
  } else if (isNoCode(stated, home) || isClearHere(stated, here)) return 'here';
  return unclear(here, unclearCountry(stated.country, candidatesOf(here)));
}

// What is too short for the country that is named lacks a digit, even if the rest is a number at home.
function mayBeHere(there: Outcome, here: Pieces): boolean {
  const isShort = 'rejection' in there && there.rejection.reason === 'TOO_SHORT';
  return !isShort && areSure(here) && !e164sOf(here).includes(UNDECIDED);
}

// `(DE) 0171 3920012 / 030 23125123`: each is a number of the country, too, if the other isn't beside it.
function isAlsoThere({ country }: StatedCountry, here: Outcome): boolean {
  if (!('pieces' in here) || here.pieces.length < 2) return false;
  return here.pieces.some(({ groups }) => validNational(digitsOf(groups), country) !== null);
}

// `9876543210 (MH)` is in Maharashtra, and `MI CEL ES 310 123 4567` a sentence.
function isNoCode(
  { country, certainty, isBracketed, isBehind }: StatedCountry,
  home: CountryCode | null,
): boolean {
  if (certainty === 'likely') return !isOftenMeant(country) || (country === 'ES' && IBERIAN.has(home ?? ''));
  return certainty !== 'unsure' || !isBracketed || isBehind === true;
}

function isClearHere({ certainty }: StatedCountry, here: Pieces): boolean {
  if (certainty === 'likely') return isUsual(here) && areSure(here);
  return here.pieces.every(({ groups }) => groups.length > 1);
}

function unclear({ pieces }: Pieces, rejection: Rejection): Pieces {
  const groups = pieces.flatMap((piece) => piece.groups);
  return { pieces: [{ groups, resolution: { kind: 'ambiguous', rejection } }] };
}

// In America, towns and streets have the names of countries: `Italy, TX`, `República de Brasil`.
const AMERICA = /^[15]/;

// `0171 3920012 / 0664 123456 (AT)`: each number by itself. Null if it is unclear.
function isCountryMeant(
  stated: StatedCountry,
  there: Pieces,
  here: Pieces,
  home: CountryCode | null,
): boolean | null {
  if (home === null) return stated.certainty === 'unsure' ? null : !isUncertain(stated.certainty);
  if (there.pieces.length !== here.pieces.length) return isCountryOf(stated, there, here, home);
  const choices = new Set(
    there.pieces.map((piece, at) =>
      isCountryOf(stated, { pieces: [piece] }, { pieces: here.pieces.slice(at, at + 1) }, home),
    ),
  );
  const [choice = null, ...others] = choices;
  return others.length > 0 ? null : choice;
}

function isCountryOf(stated: StatedCountry, there: Pieces, here: Pieces, home: CountryCode): boolean | null {
  const [isUsualThere, isUsualHere] = [isUsual(there), isUsual(here)];
  if (!isSaid(stated.certainty)) return isCountrySuggested(stated, isUsualThere, isUsualHere);
  const isPlace = stated.certainty === 'sure' && AMERICA.test(callingCodeOfCountry(home));
  return isUsualHere && (!isUsualThere || isPlace) ? null : true;
}

function isCountrySuggested(
  stated: StatedCountry,
  isUsualThere: boolean,
  isUsualHere: boolean,
): boolean | null {
  const { certainty, isBracketed, isLabel } = stated;
  if (certainty === 'likely') return isUsualThere && !isUsualHere ? true : null;
  if (isUsualHere === isUsualThere) return certainty === 'hint' ? false : null;
  // `(CH) 044 668 18 00`; `303-555-0132 (CO)` and `CO: 303-555-0132` are in Colorado.
  if (!isUnsureBefore(stated)) return isUsualHere ? false : null;
  if (isUsualHere) return isBracketed ? null : false;
  return isBracketed || isLabel === true ? true : null;
}

function isUnsureBefore({ certainty, isBehind }: StatedCountry): boolean {
  return certainty === 'unsure' && isBehind !== true;
}

/** A number that is valid in a country that the cell names, and elsewhere. */
export function unclearCountry(country: string, candidates: readonly string[]): Rejection {
  return ambiguous(
    [...new Set(candidates)],
    `The text mentions ${country}, which may or may not be the number's country.`,
    'Write the number with its country code.',
  );
}
