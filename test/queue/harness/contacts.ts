/** What is posted to the webhook at once. */
export interface Contact {
  readonly id: number;
  readonly phone: string;
}

/** So many lists of so many contacts; no number is in them twice. */
export function contactLists(lists: number, rows: number): Contact[][] {
  return Array.from({ length: lists }, (_, list) =>
    Array.from({ length: rows }, (__, row) => {
      const id = list * rows + row;
      return { id, phone: `+9198765${String(id).padStart(5, '0')}` };
    }),
  );
}

/** The numbers of a list as Kaleyra's wire has them. */
export function digitsOf(contacts: readonly Contact[]): string[] {
  return contacts.map(({ phone }) => phone.slice(1));
}
