import { Metadata, type MetadataJson } from 'libphonenumber-js/core';
import { getCountryCallingCode, type CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

import { parseDigitPattern } from './digitPattern';
import { isReadable, sampleOf, type Sample } from './numbers';
import { pickWeighted, type Random } from './random';

const LINE_TYPES = [
  'FIXED_LINE',
  'MOBILE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
] as const;

/** What the library has but its types don't fully declare. */
interface PatternPlan {
  IDDPrefix(): string;
  type(name: string): { pattern(): string; possibleLengths(): number[] } | undefined;
}

function planOf(country: CountryCode): PatternPlan {
  const rules = new Metadata(metadata as unknown as MetadataJson);
  rules.selectNumberingPlan(country);
  return rules.numberingPlan as unknown as PatternPlan;
}

/**
 * Whether the national spelling begins like a call abroad, as Japan's `0077…` and Indonesia's `001 803…` do: such a
 * cell can be read as two numbers.
 */
export function beginsLikeDialingAbroad({ country, national }: Sample): boolean {
  return new RegExp(`^(?:00|${planOf(country).IDDPrefix()})`).test(national.replace(/\D/g, ''));
}

/**
 * Valid numbers of a country, this many for each line type it has: each length of the type is equally likely, and so is
 * each number of a length. Those whose national format the libraries can't read back are excluded.
 */
export function drawNumbers(country: CountryCode, countOfEachType: number, random: Random): Sample[] {
  const numbers: Sample[] = [];
  const plan = planOf(country);
  for (const type of LINE_TYPES) {
    const rule = plan.type(type);
    if (rule === undefined) continue;
    const pattern = parseDigitPattern(rule.pattern());
    const lengths = rule.possibleLengths().filter((length) => (pattern.counts[length] ?? 0) > 0);
    for (let n = 0; lengths.length > 0 && n < countOfEachType; n++) {
      const digits = pattern.draw(
        pickWeighted(lengths, () => 1, random),
        random,
      );
      const sample = sampleOf(`+${getCountryCallingCode(country)}${digits}`, country, type);
      if (isReadable(sample)) numbers.push(sample);
    }
  }
  return numbers;
}
