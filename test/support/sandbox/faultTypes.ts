import type { RecordedRequest } from './recordedRequest';

/** An HTTP response, ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One number in a response. */
export interface AnswerEntry {
  /** The number it is about, whatever `fields.mobile_number` is. */
  readonly digits: string;
  readonly lookupId: string;
  /** As sent to the client. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A response with lookups, before it becomes JSON. */
export interface LookupAnswer {
  readonly status: number;
  /** `{ "data": { … }, "error": {} }` as the POST is documented, or flat as the GET is. */
  readonly wrapped: boolean;
  /** `list`: as documented. `object`: the first entry instead of the list. `bare`: instead of the outer `data`. */
  readonly shape: 'list' | 'object' | 'bare';
  /** The fields before the list. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly entries: readonly AnswerEntry[];
  /** The fields after the list. */
  readonly tail: Readonly<Record<string, unknown>>;
  /** Makes another entry of this kind of response, with its own lookup ID. */
  readonly another: (digits: string) => AnswerEntry;
}

/** How a response is sent in pieces. */
export interface Drip {
  readonly pieces: number;
  /** Between one piece and the next. */
  readonly everyMs: number;
}

/** Something that goes wrong; `faults.ts` lists them all. */
export type Fault = { readonly name: string } & (
  | { readonly act: 'cutUnread' }
  /** Replies without processing the request: nothing is billed. */
  | { readonly act: 'replace'; readonly reply: (request: RecordedRequest) => Reply }
  /** Processes and bills the request, then alters the entries. A response without entries stays unchanged. */
  | { readonly act: 'alter'; readonly alter: (answer: LookupAnswer) => LookupAnswer }
  /** The same, and rewrites the response too; its lookup IDs still count as issued. */
  | {
      readonly act: 'rewrite';
      readonly alter: (answer: LookupAnswer) => LookupAnswer;
      readonly rewrite: (reply: Reply) => Reply;
    }
  /** Processes and bills the request, then rewrites the response; its lookup IDs do not count as issued. */
  | { readonly act: 'garble'; readonly garble: (reply: Reply) => Reply }
  /** Processes and bills the request, then pads the response by so many bytes; it stays readable. */
  | { readonly act: 'pad'; readonly bytes: number }
  /** The same, and ends the connection in the middle of the response's body. */
  | { readonly act: 'breakOff' }
  /** Processes and bills the request, alters the entries, and sends the response in pieces. */
  | {
      readonly act: 'drip';
      readonly alter: (answer: LookupAnswer) => LookupAnswer;
      readonly drip: Drip;
    }
  /** Processes and bills the request, then cuts the connection. */
  | { readonly act: 'cut' }
  /** Processes and bills the request at once, and replies after so many milliseconds. */
  | { readonly act: 'delay'; readonly ms: number }
);

/** Which requests a rule applies to; without conditions, to all of its kind. All conditions must be met. */
export interface FaultWhere {
  /** 1-based, among requests of the rule's kind (of all, for `any`) since the last reset. */
  readonly nth?: number | readonly number[];
  /** Every nth of them. */
  readonly every?: number;
  readonly lookupId?: string;
  /** Tests the path as received: encoded, with its query. */
  readonly path?: (path: string) => boolean;
  /** Tests each number of the request (for `details`: the lookup's number); one match is enough. */
  readonly numbers?: (digits: string) => boolean;
  /** How often the rule applies at most. */
  readonly times?: number;
}
