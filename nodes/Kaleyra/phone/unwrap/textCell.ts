/** A piece of text to be read by itself, and what the value it came from says about it. */
export interface TextCell {
  readonly text: string;
  /** The country stated next to it in the same object, as written: resolved like a default country, but stronger. */
  readonly country?: unknown;
  /** The digits begin with a calling code by the source's definition, such as those of a WhatsApp ID. */
  readonly isInternational?: boolean;
}
