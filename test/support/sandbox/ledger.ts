import type { IncomingMessage } from 'node:http';
import type { AnswerEntry } from './faultTypes';
import { numbersOfBody, type Route } from './routes';
import type { RecordedRequest } from './recordedRequest';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What a sandbox has recorded since its last reset. */
export class Ledger {
  readonly requests: Array<Mutable<RecordedRequest>> = [];
  readonly lookups = new Map<string, string>();
  readonly sent = new Map<string, number>();
  readonly billed = new Map<string, number>();
  /** How many callback profiles were read. */
  checks = 0;
  open = 0;
  maxOpen = 0;
  private readonly polls = new Map<string, number>();
  private readonly kinds = new Map<string, number>();
  private batches = 0;

  /** Records the headers of a request. */
  arriving(message: IncomingMessage, route: Route): Mutable<RecordedRequest> {
    const record: Mutable<RecordedRequest> = {
      index: this.requests.length,
      nth: increase(this.kinds, route.kind),
      kind: route.kind,
      method: message.method ?? '',
      path: message.url ?? '',
      headers: message.headers,
      body: '',
      numbers: route.numbers,
      lookupId: route.lookupId,
      at: Date.now(),
      fault: null,
      status: null,
    };
    this.requests.push(record);
    this.open += 1;
    this.maxOpen = Math.max(this.maxOpen, this.open);
    return record;
  }

  /** Records the body of a request: from now on, its numbers count as sent. */
  arrived(record: Mutable<RecordedRequest>, body: string): void {
    record.body = body;
    if (record.kind === 'startBulk') record.numbers = numbersOfBody(body) ?? [];
    for (const digits of new Set(record.numbers)) increase(this.sent, digits);
  }

  /** Records these numbers as accepted and bills each once. */
  bill(numbers: readonly string[]): void {
    for (const digits of numbers) increase(this.billed, digits);
  }

  /** Records the lookup IDs that a readable response issues. */
  giveOut(entries: readonly AnswerEntry[]): void {
    for (const { digits, lookupId, fields } of entries) {
      if (Object.values(fields).includes(lookupId) || 'url' in fields) this.lookups.set(lookupId, digits);
    }
  }

  /** Counts a poll. @returns how many polls of this lookup there have been */
  poll(lookupId: string): number {
    return increase(this.polls, lookupId);
  }

  /** The number of the next batch, 1-based. */
  nextBatch(): number {
    this.batches += 1;
    return this.batches;
  }
}

function increase(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}
