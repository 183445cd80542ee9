/** A piece of text to be read on its own, and what the value it came from says about it. */
export interface TextCell {
  readonly text: string;
  /** Country stated beside it in the same object, as written: to be resolved like a default country, and stronger. */
  readonly country?: unknown;
  /** The digits begin with a calling code by the source's own definition, such as those of a WhatsApp ID. */
  readonly isInternational?: boolean;
}
