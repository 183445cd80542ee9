import type { CountryCode } from 'libphonenumber-js/max';

import type { Example, Sample } from '../numbers';

/**
 * What the cell says about the country, and so under which default countries it must be read:
 * `code` under its own, none and foreign ones; `national` under its own, and not at all under none.
 */
type Carries = 'code' | 'national';

/** One way in which people write a number, or two of them. */
export interface Spelling {
  readonly name: string;
  readonly carries: Carries;
  /** The cell; undefined if a number can't be written this way. */
  readonly write: (number: Example) => unknown;
  /** The cell has the second number too. */
  readonly isPair?: boolean;
  /** Default countries under which it is written, instead of the foreign ones, none and its own. */
  readonly defaults?: readonly CountryCode[];
  /** The letter in the design's list of cells that can be read as two numbers: not lost in that case. */
  readonly mayBeAmbiguous?: 'a' | 'b' | 'c' | 'd' | 'e';
  /** Why the rules refuse it, or often do: nothing is lost then, but a stranger would count. */
  readonly refusedBecause?: string;
}

type Write = Spelling['write'];
type Extra = Omit<Spelling, 'name' | 'carries' | 'write'>;
export type Row = readonly [name: string, write: Write, extra?: Extra];

export const international = ({ code, groups }: Sample): string => `+${code} ${groups}`;
const national = (sample: Sample): string => sample.national;

/** Spellings that carry the country code. */
export function withCode(rows: readonly Row[], common: Extra = {}): Spelling[] {
  return rows.map(([name, write, extra]) => ({ name, carries: 'code', write, ...common, ...extra }));
}

/** Spellings as used within the number's own country. */
export function asNational(rows: readonly Row[], common: Extra = {}): Spelling[] {
  return rows.map(([name, write, extra]) => ({
    name: `${name}, national`,
    carries: 'national',
    write,
    ...common,
    ...extra,
  }));
}

/**
 * What surrounds a number, once around an international spelling and once around a national one: `{}` is the number,
 * `{2}` the second one.
 */
export function around(templates: readonly string[], extra: Extra = {}): Spelling[] {
  const rows = (form: (sample: Sample) => string): Row[] =>
    templates.map((template) => [
      JSON.stringify(template).slice(1, -1),
      (number) => template.replace('{}', form(number)).replace('{2}', form(number.second)),
      template.includes('{2}') ? { ...extra, isPair: true } : extra,
    ]);
  return [...withCode(rows(international)), ...asNational(rows(national))];
}

/** Every separator between two digits replaced, whatever it was. */
export function divided(text: string, separator: string): string {
  return text.replace(/(?<=\d)[^\d]+(?=\d)/g, separator);
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** The digits written in another script, given its zero; plus signs too if it has its own. */
export function inScript(text: string, zero: string, plus = '+'): string {
  const start = zero.codePointAt(0) ?? 0;
  return text.replace(/\d/g, (digit) => String.fromCodePoint(start + Number(digit))).replaceAll('+', plus);
}

/** Whether the country writes a 0 before the number that its international spelling drops. */
export function hasTrunkZero({ national: text, nsn }: Sample): boolean {
  return digitsOf(text) === `0${nsn}`;
}
