const NUMBER = /(?:\p{Nd}\P{Nd}*){5}/u;

/** Whether a text has enough digits for a number. */
export function hasNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** A piece of text to be read by itself, and what the value it came from says about it. */
export interface TextCell {
  readonly text: string;
  /** The country stated next to it in the same object, as written: resolved like a default country, but stronger. */
  readonly country?: unknown;
  /** Countries stated elsewhere in the same object, such as that of an address, where none is stated next to the text. */
  readonly mentioned?: readonly string[];
  /** The digits begin with a calling code by the source's definition, such as those of a WhatsApp ID. */
  readonly isInternational?: boolean;
}

/** Adds countries stated elsewhere, unless one is stated next to the text. */
export function withMentioned(cell: TextCell, countries: readonly string[]): TextCell {
  if (cell.country !== undefined || countries.length === 0) return cell;
  return { ...cell, mentioned: [...(cell.mentioned ?? []), ...countries] };
}
