import type { PhoneNumber, PhoneReading, Reason } from '../phone';

/** A number that will be asked about once, with every row that holds it. */
export interface Wanted {
  readonly number: PhoneNumber;
  /** The E.164 digits without the plus. */
  readonly digits: string;
  /** Indices of its rows, ascending, each once; the first decides how the number is shown. */
  readonly items: number[];
}

/** One number in one row. */
export interface Pair {
  readonly item: number;
  /** The fragment as it stood in this row's cell. */
  readonly input: string;
  readonly reading: PhoneReading;
  readonly wanted: Wanted;
}

/** A fragment that is not (or not yet successfully) looked up. */
export interface Refused {
  readonly item: number;
  readonly input: string;
  readonly reason: Reason;
  readonly reasonText: string;
  readonly e164?: string;
  readonly requestId?: string;
}

/** What is to be done with all rows: every fragment is in `pairs` or in `refused`. */
export interface Plan {
  readonly rowCount: number;
  /** Different numbers in order of first appearance. */
  readonly wanted: readonly Wanted[];
  /** In order of rows and, within a row, of fragments. */
  readonly pairs: readonly Pair[];
  readonly refused: readonly Refused[];
}

/** What Kaleyra said about one number. */
export interface Answer {
  /** As Kaleyra wrote it; masked in its documentation's samples. */
  readonly mobileNumber: string;
  readonly lookupId: string | null;
  readonly requestId: string | null;
  /** Kaleyra's own fields under Kaleyra's names. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: 'accepted' | 'pending' | 'complete';
  /** Why it is not complete, where there is a reason. */
  readonly note?: string;
  readonly isPorted: boolean | null;
  /** Kaleyra's price for the whole request, and which request that was. */
  readonly price?: { readonly request: string; readonly amount: number };
}

/** Why a number got no answer. */
export interface Failure {
  /** What happened, for a person. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** Kaleyra's code, or the network's. */
  readonly code: string | null;
  /** Kaleyra's own words, or the network's. */
  readonly text: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** True: Kaleyra may have accepted and billed it all the same. */
  readonly unconfirmed: boolean;
}

export type Fate =
  | { readonly kind: 'answered'; readonly answers: readonly Answer[] }
  | { readonly kind: 'notAccepted'; readonly requestId: string | null; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An answer that belongs to no wanted number; `item` is the first row of its request. */
export interface Stray {
  readonly answer: Answer;
  readonly item: number;
}

/** What became of the wanted numbers, by E.164. */
export interface Ledger {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly strays: readonly Stray[];
  /** Why the numbers that have no fate were not sent. */
  readonly unsent: Failure;
}

export type OutputMode = 'lookups' | 'rows';

export type Json = Record<string, unknown>;

/** An item to be: its fields and the row it comes from. */
export interface Draft {
  readonly item: number;
  readonly json: Json;
  /** Whether the row itself is carried on, and with it its binary data. */
  readonly keepsRow: boolean;
}

/** A row some of whose numbers failed alike. */
export interface FailedDraft {
  readonly item: number;
  readonly numbers: string[];
  readonly failure: Failure;
}

/** Our fields about a number, null where an answer belongs to none of ours. */
export interface PhoneFields {
  readonly phone_number: string | null;
  readonly phone_country: string | null;
  readonly phone_type: string | null;
  readonly phone_input: string | null;
  readonly phone_reading: PhoneReading | null;
}
