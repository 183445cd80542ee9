import { parsePhoneNumberFromString } from './libphonenumber';

/** How a country's people write the number, and how everybody else does. */
export interface DisplayFormats {
  readonly national: string;
  readonly international: string;
}

/** Spells an E.164 number for people. What libphonenumber cannot read comes back as it is. */
export function formatForDisplay(e164: string): DisplayFormats {
  const number = parsePhoneNumberFromString(e164);
  if (number === undefined) return { national: e164, international: e164 };
  return { national: number.formatNational(), international: number.formatInternational() };
}
