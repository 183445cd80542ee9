import { parsePhoneNumberFromString } from './libphonenumber';

/** How people in the number's country write it, and how everyone else does. */
export interface DisplayFormats {
  readonly national: string;
  readonly international: string;
}

/** Formats an E.164 number for display. Returns text that libphonenumber can't parse unchanged. */
export function formatForDisplay(e164: string): DisplayFormats {
  const number = parsePhoneNumberFromString(e164);
  if (number === undefined) return { national: e164, international: e164 };
  return { national: number.formatNational(), international: number.formatInternational() };
}
