import type { CountryCode } from './libphonenumber';
import type { Rejection } from './rejection';

/** Line types as n8n spells them; libphonenumber's names are the same in capitals. */
export const PHONE_TYPES = [
  'fixed_line',
  'mobile',
  'pager',
  'personal_number',
  'premium_rate',
  'shared_cost',
  'toll_free',
  'uan',
  'voicemail',
  'voip',
] as const;

export type AllowedType = (typeof PHONE_TYPES)[number];
export type PhoneType = AllowedType | 'fixed_line_or_mobile' | 'unknown';

/**
 * How the digits were interpreted: `written` with their country code, as a `national` number of the default country, or
 * as `international` digits that lack the plus.
 */
export type PhoneReading = 'written' | 'national' | 'international';

/** A number that may be looked up. */
export interface PhoneNumber {
  /** E.164, including the plus. */
  readonly e164: string;
  /** ISO 3166-1 alpha-2; null for numbers without a country, such as +800. */
  readonly country: CountryCode | null;
  readonly type: PhoneType;
  readonly reading: PhoneReading;
}

/** A part of a cell that will not be looked up. */
export interface RejectedFragment extends Rejection {
  /** The fragment as written in the cell. */
  readonly input: string;
  /** E.164, if the number is known but not allowed. */
  readonly e164?: string;
}

/** One part of a cell: a number, or why there isn't one. `input` is the part as written in the cell. */
export type ParsedFragment = { readonly input: string; readonly number: PhoneNumber } | RejectedFragment;

export type BareDigits = 'national' | 'international' | 'either';

/** The user's settings for all cells. */
export interface ParsingRules {
  readonly bareDigits: BareDigits;
  /** False: a number must be valid. True: a possible length is enough. */
  readonly allowPossible: boolean;
  /** Empty: every country. */
  readonly allowedCountries: readonly CountryCode[];
  /** Empty: every type. */
  readonly allowedTypes: readonly AllowedType[];
}

export type { CountryCode };
