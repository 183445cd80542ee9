import fc from 'fast-check';
import type { CountryCode } from 'libphonenumber-js/max';

import { EXTENSIONS, LABELS, NOTES, OTHERS, SEPARATORS } from './grammarWords';
import { groupByCountry, type Sample } from './numbers';
import { digitsOf, divided, hasTrunkZero, international, inScript } from './spellings/spelling';

/** A cell, and everything that may come out of it. */
export interface GrownCell {
  readonly cell: unknown;
  readonly defaultCountry: CountryCode | '';
  readonly putIn: readonly string[];
}

type Form = (number: Sample) => string;

const names = new Intl.DisplayNames('en', { type: 'region' });

const FORMS: readonly Form[] = [
  international,
  ({ e164 }) => e164,
  (number) => divided(international(number), '-'),
  (number) => divided(international(number), '.'),
  (number) => divided(international(number), '\u00a0'),
  (number) => divided(international(number), '\u2011'),
  ({ code, groups }) => `(+${code}) ${groups}`,
  ({ code, groups }) => `+${code} (${groups.replace(/[ -]/, ') ')}${/[ -]/.test(groups) ? '' : ')'}`,
  ({ code, groups }) => `+${code}/${groups}`,
  (number) => (hasTrunkZero(number) ? `+${number.code} (0)${number.groups}` : international(number)),
  (number) => (hasTrunkZero(number) ? `+${number.code} ${number.national}` : international(number)),
  ({ code, groups }) => `+${code}|${groups}`,
  ({ code, groups, country }) => `+${code} (${names.of(country)}) ${groups}`,
  ({ country, national }) => `${names.of(country)}: ${national}`,
  ({ code, groups }) => `++${code} ${groups}`,
  ({ code, groups }) => `+${code} +${code} ${groups}`,
  ({ e164 }) => `tel:${e164}`,
  ({ e164 }) => `tel:%2B${e164.slice(1)}`,
  ({ e164 }) => `sip:${e164}@sip.example.com`,
  ({ e164 }) => `https://wa.me/${e164.slice(1)}`,
  ({ e164 }) => `https://api.whatsapp.com/send?phone=${e164.slice(1)}`,
  ({ e164 }) => `${e164.slice(1)}@c.us`,
  ({ e164, national }) => `<a href="tel:${e164}">${national}</a>`,
  ({ e164, national }) => `<tel:${e164}|${national}>`,
  ({ e164, national }) => `[${national}](tel:${e164})`,
  ({ code, groups }) => `&#43;${code} ${groups.replaceAll(' ', '&nbsp;')}`,
  (number) => inScript(international(number), '٠'),
  (number) => inScript(international(number), '０', '＋'),
];
/** Only under the number's own default country. */
const NATIONAL_FORMS: readonly Form[] = [
  ({ national }) => national,
  ({ national }) => divided(national, '-'),
  ({ national }) => divided(national, '.'),
  ({ national }) => digitsOf(national),
  ({ national }) => `(${divided(national, ' ').replace(/ |$/, ') ')}`,
  ({ national }) => divided(national, ' ').replace(' ', '/'),
  ({ national }) => inScript(national, '०'),
];

const AROUND: ReadonlyArray<(text: string, parts: readonly string[]) => unknown> = [
  (text) => text,
  (_text, parts) => parts,
  (_text, parts) => JSON.stringify(parts),
  (text) => JSON.stringify({ phone: text }),
  (text) => ({ value: text, type: 'work' }),
  (text) => `<p>${text}</p>`,
  (text) => `[${text}]`,
  (text) => `\u202a${text}\u202c`,
  (text) => `  ${text}\n`,
  (text) => `**${text}**`,
];

/** What is in one position of a cell: `number` and `form` are indexes into the lists that fit the cell's country. */
const part = fc.record({
  label: often<string>('', LABELS),
  number: fc.nat(),
  form: fc.nat(),
  extension: often<string>('', EXTENSIONS),
  note: often<string>('', NOTES),
  other: often<string | null>(null, OTHERS),
  separator: fc.constantFrom(...SEPARATORS),
});
type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;

/** Cells with one to three numbers, some of the default country, written and surrounded in any way. */
export function grownCells(samples: readonly Sample[]): fc.Arbitrary<GrownCell> {
  const byCountry = groupByCountry(samples);
  return fc
    .record({
      home: often<CountryCode | ''>('', [...byCountry.keys()]),
      parts: fc.array(part, { minLength: 1, maxLength: 3 }),
      around: often(
        0,
        AROUND.map((_, i) => i),
      ),
    })
    .map(({ home, parts, around }) => {
      const written = parts.map((each) =>
        write(each, samples, home === '' ? [] : (byCountry.get(home) ?? [])),
      );
      const texts = written.map(({ text }) => text);
      const joined = texts.map((text, i) => (i === 0 ? text : `${parts[i]?.separator}${text}`)).join('');
      return {
        cell: AROUND[around]?.(joined, texts),
        defaultCountry: home,
        putIn: written.flatMap(({ e164 }) => e164 ?? []),
      };
    });
}

function write(
  { label, number, form, extension, note, other }: Part,
  samples: readonly Sample[],
  own: readonly Sample[],
): { text: string; e164?: string } {
  if (other !== null) return { text: other };
  const isNational = own.length > 0 && form % 2 === 1;
  const [pool, forms] = isNational ? [own, NATIONAL_FORMS] : [samples, FORMS];
  const sample = pool[number % pool.length];
  const spell = forms[(form >> 1) % forms.length];
  if (sample === undefined || spell === undefined) throw new Error('No numbers to grow cells from');
  const text = spell(sample);
  // A label may touch digits, but not the name of a country.
  const glue = /\p{L}$/u.test(label) && /^\p{L}/u.test(text) ? ' ' : '';
  return { text: `${label}${glue}${text}${extension}${note}`, e164: sample.e164 };
}

/** The plain value half of the time, and what a counterexample shrinks to. */
function often<T>(plain: T, others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, fc.constant(plain), fc.constantFrom(...others));
}
