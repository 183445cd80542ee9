/**
 * An unwrapped text, and where each of its characters was in the cell: `&#43;919876543210` becomes `+919876543210`, and
 * a fragment can still be shown as written.
 */
export class SourceText {
  /** An email, web or payment address was dropped. */
  hasAddress = false;
  /** The digits of a chat link or ID got a plus that they lack in the cell. */
  hasChatNumber = false;

  constructor(
    private readonly original: string,
    readonly text: string = original,
    /** For each character of `text`, where it begins in the original; null if nothing has changed. */
    private readonly offsets: readonly number[] | null = null,
  ) {}

  /** The part of the original cell between two offsets of `text`. */
  slice(start: number, end: number): string {
    return this.original.slice(this.originalOffset(start), this.originalOffset(end));
  }

  originalOffset(offset: number): number {
    if (this.offsets === null) return offset;
    return this.offsets[offset] ?? this.original.length;
  }

  /** A copy with some spans replaced; they must be in order and must not overlap. */
  replace(replacements: readonly Replacement[]): SourceText {
    if (replacements.length === 0) return this;
    const parts: string[] = [];
    const offsets: number[] = [];
    let position = 0;
    const keep = (end: number): void => {
      parts.push(this.text.slice(position, end));
      for (let at = position; at < end; at += 1) offsets.push(this.originalOffset(at));
    };
    for (const { start, end, text } of replacements) {
      keep(start);
      parts.push(text);
      for (let at = 0; at < text.length; at += 1) offsets.push(this.originalOffset(start));
      position = end;
    }
    keep(this.text.length);
    const copy = new SourceText(this.original, parts.join(''), offsets);
    copy.hasAddress = this.hasAddress;
    copy.hasChatNumber = this.hasChatNumber;
    return copy;
  }
}

/** A span of a text and what replaces it. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
