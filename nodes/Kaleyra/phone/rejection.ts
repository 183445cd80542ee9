/** Why a fragment isn't looked up. `NOT_ACCEPTED` is known only after asking; all others cost nothing. */
export const REASONS = [
  'EMPTY',
  'NOT_A_NUMBER',
  'SCIENTIFIC_NOTATION',
  'TOO_SHORT',
  'TOO_LONG',
  'INVALID_LENGTH',
  'INVALID_RANGE',
  'UNKNOWN_COUNTRY',
  'AMBIGUOUS',
  'COUNTRY_NOT_ALLOWED',
  'TYPE_NOT_ALLOWED',
  'NOT_ACCEPTED',
] as const;

export type Reason = (typeof REASONS)[number];

/** A reason with the sentence shown to the user. */
export interface Rejection {
  readonly reason: Reason;
  readonly reasonText: string;
  /** The E.164 readings of an `AMBIGUOUS` fragment, best guess first. */
  readonly candidates?: readonly string[];
}

export function rejection(reason: Reason, reasonText: string): Rejection {
  return { reason, reasonText };
}

export const EMPTY = rejection('EMPTY', 'The cell contains no phone number.');

export const NOT_A_NUMBER = rejection('NOT_A_NUMBER', "This isn't a phone number.");

export const SCIENTIFIC_NOTATION = rejection(
  'SCIENTIFIC_NOTATION',
  'A spreadsheet turned this number into scientific notation, and its last digits are gone. Format the column as text and enter the number again.',
);

export const COMPUTED = rejection(
  'NOT_A_NUMBER',
  'A spreadsheet probably took this number for a formula and computed it: +91-9876543210 becomes -9876543119. Format the column as text and enter the number again.',
);

export const SPREADSHEET_ERROR = rejection(
  'NOT_A_NUMBER',
  'The spreadsheet took the number for a formula that it could not compute. Format the column as text and enter the number again.',
);

export const OBJECT_AS_TEXT = rejection(
  'NOT_A_NUMBER',
  'An object was turned into text. Use the field inside it that contains the number.',
);

export const SHORTHAND = rejection(
  'NOT_A_NUMBER',
  'This looks like a shorthand for several numbers that differ in their last digits. Write each number out in full.',
);

export const END_OF_ANOTHER = rejection(
  'NOT_A_NUMBER',
  'These digits look like the last digits of another number. Write each number out in full.',
);

export const LETTERS = rejection('NOT_A_NUMBER', 'The number contains letters. Use digits only.');

export const LETTER_FOR_DIGIT = rejection(
  'NOT_A_NUMBER',
  'A letter stands where a digit should be, such as O for 0 or l for 1. Replace it with the digit.',
);

export const MASKED = rejection(
  'NOT_A_NUMBER',
  'Some digits of the number are hidden. Enter the whole number.',
);

export const OTHER_IDENTIFIER = rejection(
  'NOT_A_NUMBER',
  'The text says that these digits are something else, such as an invoice, an account or an ID.',
);

export const SEVERAL_NUMBERS = rejection(
  'NOT_A_NUMBER',
  'These digits look like several numbers. Separate them with a comma.',
);

export const DECIMAL = rejection('NOT_A_NUMBER', 'This is a decimal number, not a phone number.');

export const ONLY_EXTENSION = rejection(
  'NOT_A_NUMBER',
  'This is only an extension. Write it behind the number that it belongs to.',
);

export const IBAN = rejection('NOT_A_NUMBER', 'This is a bank account number (IBAN), not a phone number.');

export const ADDRESS = rejection(
  'NOT_A_NUMBER',
  'This is a web, email or payment address, not a phone number.',
);

export const PLUS_AT_THE_END = rejection(
  'NOT_A_NUMBER',
  'The plus is at the end, and the groups may be in reverse order. Write the country code first.',
);

export const EXTENSION_UNCLEAR = rejection(
  'NOT_A_NUMBER',
  'It is unclear which digits belong to the number and which to its extension. Separate several numbers with a comma.',
);

export const TOO_MUCH_TEXT = rejection(
  'NOT_A_NUMBER',
  'The text is longer than 10,000 characters and was not read. Select a field that contains only phone numbers.',
);

export const TOO_LONG_A_LIST = rejection(
  'NOT_A_NUMBER',
  'A list can contain at most 100,000 values. Split it into separate items.',
);

export const TOO_LARGE_AN_OBJECT = rejection(
  'NOT_A_NUMBER',
  'An object can contain at most 1,000 values. Select the field that contains the number.',
);

/** Digits next to a number that belong neither to it nor to anything recognized. */
export function unexplained(digits: string): Rejection {
  return rejection(
    'NOT_A_NUMBER',
    `The digits '${digits.slice(0, 40)}' belong to no recognizable number. Separate several numbers with a comma, and remove other digits.`,
  );
}

/** A fragment that can be read as different numbers; `whatDecides` says how to resolve it. */
export function ambiguous(candidates: readonly string[], why: string, whatDecides: string): Rejection {
  return {
    reason: 'AMBIGUOUS',
    reasonText: `${why} This could be ${candidates.join(' or ')}. ${whatDecides}`,
    candidates,
  };
}
