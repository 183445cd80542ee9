import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What a test expects of one fragment: the number it contains, or that it is rejected as written. */
export type ExpectedFragment = { readonly e164: string } | { readonly rejected: string };

export interface AccountingInput {
  /** The fragments in the cell of each row, by row. */
  readonly rows: ReadonlyArray<readonly ExpectedFragment[]>;
  readonly outputs: {
    readonly lookups: readonly INodeExecutionData[];
    readonly rejected: readonly INodeExecutionData[];
    readonly failed?: readonly INodeExecutionData[];
  };
  readonly mode: 'lookups' | 'rows';
}

/**
 * Checks that every fragment of every cell is accounted for exactly once: in a lookup (as its row or among its
 * duplicates), in *Rejected*, or as failed; and that every item is linked to one row that contains its number.
 * @returns complaints; empty if there are none
 */
export function checkAccounting({ rows, outputs, mode }: AccountingInput): string[] {
  const book = new Book(rows);
  const failed = [...(outputs.failed ?? []), ...outputs.lookups.filter(({ json }) => 'details' in json)];
  for (const item of outputs.lookups.filter(({ json }) => !('details' in json))) bookLookup(book, item, mode);
  for (const item of outputs.rejected) bookRejected(book, item);
  for (const item of failed) bookFailed(book, item);
  return book.close();
}

function bookLookup(book: Book, item: INodeExecutionData, mode: AccountingInput['mode']): void {
  const row = book.rowOf(item);
  const lookup = (mode === 'rows' ? item.json.lookup : item.json) as IDataObject;
  const number = lookup.phone_number;
  if (row === null || number === null) return;
  if (typeof number !== 'string') return book.complain(`a lookup of row ${row} has no phone_number`);
  if (mode === 'lookups' && book.isSecondLookup(row, number, String(lookup.lookup_id))) return;
  book.account(row, number);
  for (const duplicate of (item.json.duplicate_items ?? []) as number[]) book.account(duplicate, number);
}

function bookRejected(book: Book, item: INodeExecutionData): void {
  const row = book.rowOf(item);
  const rejected = item.json.rejected as IDataObject | undefined;
  if (row === null) return;
  if (rejected === undefined) return book.complain(`an item of row ${row} in Rejected does not say why`);
  book.account(
    row,
    rejected.reason === 'NOT_ACCEPTED'
      ? String(rejected.phone_number)
      : asRejected(String(rejected.phone_input)),
  );
}

function bookFailed(book: Book, item: INodeExecutionData): void {
  const row = book.rowOf(item);
  const numbers = (item.json.details as IDataObject | undefined)?.phone_numbers;
  if (row === null) return;
  if (!Array.isArray(numbers)) return book.complain(`a failed item of row ${row} names no numbers`);
  for (const number of numbers) book.account(row, String(number));
}

function asRejected(input: string): string {
  return `rejected '${input}'`;
}

class Book {
  private readonly open = new Map<string, { row: number; what: string; left: number }>();
  private readonly lookupIds = new Map<string, Set<string>>();
  private readonly complaints: string[] = [];

  constructor(rows: AccountingInput['rows']) {
    rows.forEach((fragments, row) => {
      const numbers = new Set(fragments.flatMap((fragment) => ('e164' in fragment ? [fragment.e164] : [])));
      const rejected = fragments.flatMap((fragment) =>
        'rejected' in fragment ? [asRejected(fragment.rejected)] : [],
      );
      for (const what of [...numbers, ...rejected]) this.expect(row, what);
    });
  }

  complain(complaint: string): void {
    this.complaints.push(complaint);
  }

  rowOf({ pairedItem }: INodeExecutionData): number | null {
    if (typeof pairedItem === 'object' && !Array.isArray(pairedItem)) return pairedItem.item;
    this.complain(`an item is linked by ${JSON.stringify(pairedItem) ?? 'nothing'} instead of one { item }`);
    return null;
  }

  /** Two lookup IDs for one number are two items, but count once. */
  isSecondLookup(row: number, number: string, lookupId: string): boolean {
    const key = keyOf(row, number);
    const ids = this.lookupIds.get(key) ?? new Set();
    this.lookupIds.set(key, ids);
    const isSecond = ids.size > 0 && !ids.has(lookupId);
    ids.add(lookupId);
    return isSecond;
  }

  account(row: number, what: string): void {
    const entry = this.open.get(keyOf(row, what));
    if (entry === undefined) return this.complain(`row ${row} does not contain ${what}`);
    entry.left -= 1;
  }

  close(): string[] {
    for (const { row, what, left } of this.open.values()) {
      if (left > 0) this.complain(`row ${row}: ${what} is missing`);
      if (left < 0) this.complain(`row ${row}: ${what} is there ${1 - left} times`);
    }
    return this.complaints;
  }

  private expect(row: number, what: string): void {
    const key = keyOf(row, what);
    const entry = this.open.get(key) ?? { row, what, left: 0 };
    entry.left += 1;
    this.open.set(key, entry);
  }
}

function keyOf(row: number, what: string): string {
  return `${row} ${what}`;
}
