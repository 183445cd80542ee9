import type { RecordedRequest } from './types';

/** An HTTP answer, ready to be written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One number of an answer. */
export interface AnswerEntry {
  /** What it is about, whatever `fields.mobile_number` says. */
  readonly digits: string;
  readonly lookupId: string;
  /** As they go over the wire. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An answer that holds lookups, before it becomes JSON. */
export interface LookupAnswer {
  readonly status: number;
  /** `{ "data": { … }, "error": {} }` as the POST is documented, or flat as the GET is. */
  readonly wrapped: boolean;
  /** `list`: as documented. `object`: the first entry in the list's place. `bare`: in the place of the outer `data`. */
  readonly shape: 'list' | 'object' | 'bare';
  /** What stands before the list. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly entries: readonly AnswerEntry[];
  /** What stands after the list. */
  readonly tail: Readonly<Record<string, unknown>>;
  /** Makes another entry of this answer's kind, with a lookup ID of its own. */
  readonly another: (digits: string) => AnswerEntry;
}

/** Something that goes wrong. `faults.ts` is the catalogue. */
export type Fault = { readonly name: string } & (
  | { readonly act: 'cutUnread' }
  /** Answered without being processed: nothing is billed. */
  | { readonly act: 'replace'; readonly reply: (request: RecordedRequest) => Reply }
  /** Processed and billed; then its entries are altered. An answer without entries stays as it is. */
  | { readonly act: 'alter'; readonly alter: (answer: LookupAnswer) => LookupAnswer }
  /** Processed and billed; then the whole answer is rewritten, and no lookup ID counts as given out. */
  | { readonly act: 'garble'; readonly garble: (reply: Reply) => Reply }
  /** Processed and billed; then the answer is padded by so many bytes, and stays readable. */
  | { readonly act: 'pad'; readonly bytes: number }
  /** Processed and billed; then the connection is cut. */
  | { readonly act: 'cut' }
  /** Processed and billed at once; answered after so many milliseconds. */
  | { readonly act: 'delay'; readonly ms: number }
);

/** Which requests a rule applies to; without it, to all of its kind. All conditions must hold. */
export interface FaultWhere {
  /** 1-based, among requests of the rule's kind (of all, for `any`) since the last reset. */
  readonly nth?: number | readonly number[];
  /** Every so-manieth of them. */
  readonly every?: number;
  readonly lookupId?: string;
  /** Holds for the path as received, still encoded, with its query. */
  readonly path?: (path: string) => boolean;
  /** Holds for at least one number of the request (for `details`: for the number of the lookup). */
  readonly numbers?: (digits: string) => boolean;
  /** At most so many applications. */
  readonly times?: number;
}
