import {
  PhoneNumberFormat,
  PhoneNumberType,
  PhoneNumberUtil,
  type PhoneNumber as GoogleNumber,
} from 'google-libphonenumber';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

const google = PhoneNumberUtil.getInstance();

/** A number as people in its country would write it, according to Google's library. */
export interface Sample {
  readonly country: CountryCode;
  /** Line type in Google's spelling, e.g. `TOLL_FREE`. */
  readonly type: string;
  /** `+442079460123` */
  readonly e164: string;
  /** `44` */
  readonly code: string;
  /** Digits after the calling code: `2079460123`, including Italy's leading 0. */
  readonly nsn: string;
  /** `020 7946 0123` */
  readonly national: string;
  /** What follows the code in the international format: `20 7946 0123`. */
  readonly groups: string;
}

/** An example number and another one of the same kind, for cells with two. */
export interface Example extends Sample {
  readonly second: Sample;
}

export interface Examples {
  readonly examples: readonly Example[];
  /** Example numbers left out because one of the libraries can't read their national format back. */
  readonly unreadable: readonly string[];
}

const LINE_TYPES = Object.entries(PhoneNumberType).filter(
  ([name]) => !/UNKNOWN|FIXED_LINE_OR_MOBILE/.test(name),
);

/** Google's example number for every line type of every country, without duplicates within a country. */
export function exampleNumbers(): Examples {
  const examples = new Map<string, Example>();
  const unreadable: string[] = [];
  for (const country of google.getSupportedRegions() as CountryCode[]) {
    for (const [type, lineType] of LINE_TYPES) {
      // Null if the country has no such numbers, which the types don't say.
      const number: GoogleNumber | null = google.getExampleNumberForType(
        country,
        lineType as PhoneNumberType,
      );
      if (number === null) continue;
      const sample = toSample(number, country, type);
      if (!isReadable(sample)) unreadable.push(`${country} ${type} ${sample.national}`);
      else if (!examples.has(country + sample.e164)) {
        examples.set(country + sample.e164, { ...sample, second: neighbor(sample) });
      }
    }
  }
  return { examples: [...examples.values()], unreadable };
}

export function groupByCountry<T extends Sample>(samples: readonly T[]): Map<CountryCode, T[]> {
  const groups = new Map<CountryCode, T[]>();
  for (const sample of samples) {
    const group = groups.get(sample.country);
    if (group === undefined) groups.set(sample.country, [sample]);
    else group.push(sample);
  }
  return groups;
}

export function sampleOf(e164: string, country: CountryCode, type: string): Sample {
  return toSample(google.parse(e164, country), country, type);
}

/** Whether both libraries read the national format, under its own country, as this very number. */
export function isReadable({ national, country, e164 }: Sample): boolean {
  try {
    const number = google.parse(national, country);
    if (!google.isValidNumber(number) || google.format(number, PhoneNumberFormat.E164) !== e164) return false;
  } catch {
    return false;
  }
  const read = parsePhoneNumberFromString(national, country);
  return read?.number === e164 && read.isValid();
}

function toSample(number: GoogleNumber, country: CountryCode, type: string): Sample {
  const e164 = google.format(number, PhoneNumberFormat.E164);
  const code = String(number.getCountryCodeOrDefault());
  return {
    country,
    type,
    e164,
    code,
    nsn: e164.slice(1 + code.length),
    national: google.format(number, PhoneNumberFormat.NATIONAL),
    groups: google
      .format(number, PhoneNumberFormat.INTERNATIONAL)
      .slice(1 + code.length)
      .trim(),
  };
}

/** A number that differs from this one in its last digits. */
function neighbor(sample: Sample): Sample {
  const base = Number(sample.e164.slice(-3));
  for (let step = 1; step < 1000; step++) {
    const end = String((base + step) % 1000).padStart(3, '0');
    const other = sampleOf(sample.e164.slice(0, -3) + end, sample.country, sample.type);
    if (isReadable(other)) return other;
  }
  return sample;
}
