// What costs money, and what does not.

import { mayHaveBeenProcessed } from '../../../nodes/Kaleyra/api/retry';
import type { Exchange, Observations } from '../observations';
import { assumed, confirmed, contradicted, count, notSeen, type Candidates } from './check';

export const billingChecks = [
  assumed('batch-price', '`price` is for the whole request', ({ now, nowList: list }) => {
    const price = list[0]?.success?.price ?? 0;
    const lookups = list[0]?.entries.length ?? 0;
    const spent = list[0]?.spent ?? 0;
    const single = now[0]?.success?.price ?? 0;
    const times = `${lookups} times the price`;
    return [
      price <= 0 && notSeen('no price came', list),
      lookups < 2 && notSeen(`the price came with ${count(lookups, 'lookup')}: two are needed`, list),
      confirmed(list, isSameAmount(spent, price) && 'it is what the balance fell by'),
      contradicted(list, isSameAmount(spent, price * lookups) && `the balance fell by ${times}`),
      confirmed(list, isSameAmount(single * lookups, price) && `${lookups} lookups are ${times} of one`),
      contradicted(list, isSameAmount(single, price) && `${lookups} lookups have the price of one`),
      notSeen('the two numbers may have different prices', list),
    ];
  }),
  assumed(
    'not-processed',
    '4xx but 408, 409 and 499, and 503 with a `Retry-After` of more than 0, mean that nothing was processed, unless the body tells of an acceptance',
    (seen) => {
      const failed = seen.paid.filter(({ status, isOk }) => status !== null && !isOk);
      const notProcessed = failed.filter(({ outcome }) => !mayHaveBeenProcessed(outcome, Date.now()));
      return [
        contradicted(
          notProcessed,
          ({ envelope, label }) => (envelope?.entries.length ?? 0) > 0 && `${label} with lookups in it`,
        ),
        notProcessed.length === 0 && notSeen('no lookup was refused like that'),
        ...checkBalance(seen, notProcessed, 'what was refused'),
      ];
    },
  ),
];

/** Whether exchanges cost nothing. A balance that stands still proves that only if billed lookups move it at once. */
export function checkBalance(seen: Observations, exchanges: readonly Exchange[], what: string): Candidates {
  const billed = seen.paid.filter(({ entries }) => entries.length > 0);
  const movesAtOnce = billed.some(({ spent }) => (spent ?? 0) > 0);
  const costly = exchanges.filter(({ spent }) => Math.abs(spent ?? 0) > 1e-9);
  const unmoved = `${what} left the balance as it was`;
  const unread = exchanges.some(({ spent }) => spent === null);
  return [
    contradicted(costly, `${what} moved the balance`),
    unread && notSeen('the balance could not be read', exchanges),
    confirmed(exchanges, movesAtOnce && `${unmoved}, and lookups moved it at once`),
    notSeen(`${unmoved}, but no lookup moved it at once`, exchanges),
  ];
}

/** Whether two positive amounts of money are equal except for rounding. */
function isSameAmount(one: number, other: number): boolean {
  return one > 0 && other > 0 && Math.abs(one - other) <= 0.01 * Math.max(one, other) + 1e-9;
}
