import type { IncomingMessage } from 'node:http';
import type { AnswerEntry } from './faultTypes';
import { numbersOfBody, type Route } from './routes';
import type { RecordedRequest } from './types';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What a sandbox remembers since its last reset. */
export class Ledger {
  readonly requests: Array<Mutable<RecordedRequest>> = [];
  readonly lookups = new Map<string, string>();
  readonly sent = new Map<string, number>();
  readonly billed = new Map<string, number>();
  /** Callback profiles read. */
  checks = 0;
  open = 0;
  maxOpen = 0;
  private readonly polls = new Map<string, number>();
  private readonly kinds = new Map<string, number>();
  private batches = 0;

  /** Notes the head of a request. */
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

  /** Notes that the body is there too: from here on its numbers count as sent. */
  arrived(record: Mutable<RecordedRequest>, body: string): void {
    record.body = body;
    if (record.kind === 'startBulk') record.numbers = numbersOfBody(body) ?? [];
    for (const digits of new Set(record.numbers)) increase(this.sent, digits);
  }

  /** Notes that these numbers were accepted, each to be paid once. */
  bill(numbers: readonly string[]): void {
    for (const digits of numbers) increase(this.billed, digits);
  }

  /** Notes which lookup IDs a readable answer gives out. */
  giveOut(entries: readonly AnswerEntry[]): void {
    for (const { digits, lookupId, fields } of entries) {
      if ('lookup_id' in fields || 'url' in fields) this.lookups.set(lookupId, digits);
    }
  }

  /** Counts a poll. @returns which one of this lookup it is, 1-based */
  poll(lookupId: string): number {
    return increase(this.polls, lookupId);
  }

  /** Number of the next batch, 1-based. */
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
