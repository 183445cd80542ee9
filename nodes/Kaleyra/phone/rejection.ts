/** Why a fragment is not looked up. `NOT_ACCEPTED` alone is found out by asking; all others cost nothing. */
export const REASONS = [
  'EMPTY',
  'NOT_A_NUMBER',
  'SCIENTIFIC_NOTATION',
  'TOO_SHORT',
  'TOO_LONG',
  'INVALID_LENGTH',
  'INVALID_RANGE',
  'UNKNOWN_COUNTRY',
  'COUNTRY_NOT_ALLOWED',
  'TYPE_NOT_ALLOWED',
  'NOT_ACCEPTED',
] as const;

export type Reason = (typeof REASONS)[number];

/** A reason with the sentence a person reads beside it. */
export interface Rejection {
  readonly reason: Reason;
  readonly reasonText: string;
}

/** Pairs a reason with its sentence. */
export function rejection(reason: Reason, reasonText: string): Rejection {
  return { reason, reasonText };
}

export const EMPTY = rejection('EMPTY', 'The cell holds no phone number.');

export const NOT_A_NUMBER = rejection('NOT_A_NUMBER', 'This is not written as a phone number.');

export const SCIENTIFIC_NOTATION = rejection(
  'SCIENTIFIC_NOTATION',
  'A spreadsheet turned this number into scientific notation and its last digits are gone. Format the column as text and enter the number again.',
);

export const SHORTHAND = rejection(
  'NOT_A_NUMBER',
  'This looks like a shorthand for two numbers that differ in their last digits. Write both out in full.',
);

export const ATTACHED_LETTERS = rejection(
  'NOT_A_NUMBER',
  'Letters stand between the digits. Write the number with digits only.',
);
