import { mapInSteps, type Steps } from '../steps';
import { lookupFields, merged, NO_PHONE, phoneFields, rejectedFields } from './items';
import type {
  Answer,
  Draft,
  FailedDraft,
  Failure,
  Fate,
  Json,
  Ledger,
  OutputMode,
  Pair,
  PhoneFields,
  Plan,
  Refused,
} from './types';

/** Gives a row's own fields. */
export type RowOf = (item: number) => Json;

/** Everything that comes out of a lookup, each list in the order in which it is to be emitted. */
export interface Emission {
  readonly lookups: Draft[];
  readonly failed: FailedDraft[];
  /** Answers that belong to no number, or are one too many for it. */
  readonly strays: Draft[];
  readonly rejected: Draft[];
}

/**
 * Turns what became of the numbers into items, with a step for each; every pair and every refused fragment ends in
 * exactly one of them.
 */
export function* emit(plan: Plan, ledger: Ledger, mode: OutputMode, rowOf: RowOf): Steps<Emission> {
  const write = mode === 'rows' ? rowWriter(rowOf) : lookupWriter();
  const refused: Refused[] = [...plan.refused];
  const failed = new Map<number, FailedDraft[]>();
  const lookups: Draft[] = [];
  const strays: Draft[] = [];

  for (const pair of plan.pairs) {
    const fate = fateOf(pair, ledger);
    if (fate.kind === 'notAccepted') refused.push(notAccepted(pair, fate));
    else if (fate.kind === 'failed') addFailure(failed, pair, fate.failure);
    else {
      const { items, surplus } = write.answered(pair, fate.answers);
      lookups.push(...items);
      strays.push(...surplus);
    }
    yield;
  }

  return {
    lookups,
    failed: [...failed.values()].flat(),
    strays: [...strays, ...ledger.strays.map(({ item, answer }) => write.stray(item, answer))],
    rejected: yield* rejectedDrafts(refused, rowOf),
  };
}

/** The rejected fragments as items, in order of rows. */
export function rejectedDrafts(refused: readonly Refused[], rowOf: RowOf): Steps<Draft[]> {
  const inOrder = [...refused].sort((a, b) => a.item - b.item);
  return mapInSteps(inOrder, (one) => ({
    item: one.item,
    json: merged(rowOf(one.item), { rejected: rejectedFields(one) }),
    keepsRow: true,
  }));
}

/** The checked numbers as items, one for each number of each row; `spell` writes a number for people. */
export function validDrafts(
  plan: Plan,
  rowOf: RowOf,
  spell: (e164: string) => { national: string; international: string },
): Steps<Draft[]> {
  return mapInSteps(plan.pairs, (pair) => {
    const { national, international } = spell(pair.wanted.number.e164);
    const spellings = { phone_national: national, phone_international: international };
    const validation = merged(phoneFields(pair), spellings);
    const [first] = pair.wanted.items;
    if (first !== pair.item) validation.duplicate_of = first;
    return { item: pair.item, json: merged(rowOf(pair.item), { validation }), keepsRow: true };
  });
}

function fateOf(pair: Pair, ledger: Ledger): Fate {
  return ledger.fates.get(pair.wanted.number.e164) ?? { kind: 'failed', failure: ledger.unsent };
}

function notAccepted(pair: Pair, fate: Extract<Fate, { kind: 'notAccepted' }>): Refused {
  return {
    item: pair.item,
    input: pair.input,
    reason: 'NOT_ACCEPTED',
    reasonText: fate.text,
    e164: pair.wanted.number.e164,
    ...(fate.requestId === null ? {} : { requestId: fate.requestId }),
  };
}

function addFailure(failed: Map<number, FailedDraft[]>, { item, wanted }: Pair, failure: Failure): void {
  const ofRow = failed.get(item) ?? [];
  failed.set(item, ofRow);
  const alike = ofRow.find((draft) => draft.failure === failure);
  if (alike === undefined) ofRow.push({ item, numbers: [wanted.number.e164], failure });
  else alike.numbers.push(wanted.number.e164);
}

interface Writer {
  answered(pair: Pair, answers: readonly Answer[]): { items: Draft[]; surplus: Draft[] };
  stray(item: number, answer: Answer): Draft;
}

function lookupWriter(): Writer {
  const priceOf = onceARequest();
  return {
    answered: (pair, answers) => {
      if (pair.wanted.items[0] !== pair.item) return { items: [], surplus: [] };
      const others = pair.wanted.items.slice(1);
      const items = answers.map((answer) => {
        const json = lookupFields(phoneFields(pair), answer, priceOf(answer));
        if (others.length > 0) json.duplicate_items = others;
        return { item: pair.item, json, keepsRow: false };
      });
      return { items, surplus: [] };
    },
    stray: (item, answer) => ({
      item,
      json: lookupFields(NO_PHONE, answer, priceOf(answer)),
      keepsRow: false,
    }),
  };
}

// A stray does not carry the row's fields: a step that writes back by row would give the row a stranger's lookup.
function rowWriter(rowOf: RowOf): Writer {
  const priceOf = onceARequest();
  const lookup = (phone: PhoneFields, answer: Answer): Json => ({
    lookup: lookupFields(phone, answer, priceOf(answer)),
  });
  const stray = (item: number, answer: Answer): Draft => ({
    item,
    json: lookup(NO_PHONE, answer),
    keepsRow: false,
  });
  return {
    answered: (pair, answers) => {
      const isFirstRow = pair.wanted.items[0] === pair.item;
      return {
        items: answers.slice(0, 1).map((answer) => ({
          item: pair.item,
          json: merged(rowOf(pair.item), lookup(phoneFields(pair), answer)),
          keepsRow: true,
        })),
        surplus: isFirstRow ? answers.slice(1).map((answer) => stray(pair.item, answer)) : [],
      };
    },
    stray,
  };
}

// The price is the request's, not the number's: it stands on one item, so that a sum over items is right.
function onceARequest(): (answer: Answer) => number | null {
  const told = new Set<string>();
  return ({ price }) => {
    if (price === undefined || told.has(price.request)) return null;
    told.add(price.request);
    return price.amount;
  };
}
