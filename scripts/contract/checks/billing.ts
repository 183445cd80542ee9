// What costs money, and what does not.

import { mayHaveBeenProcessed } from '../../../nodes/Kaleyra/api/retry';
import { PAID_STEPS, type Exchange, type Observations } from '../observations';
import { confirmed, contradicted, count, exchangesFor, notSeen, type Check, type Finding } from './check';

export const billingChecks = [
  {
    id: 'batch-price',
    documentedIn: null,
    statement: '`price` is for the whole request',
    check(seen) {
      const [list] = exchangesFor(seen, 'nowList');
      const [single] = exchangesFor(seen, 'now');
      const price = list?.success?.price ?? 0;
      if (list === undefined || price <= 0) return notSeen('no price came', list);
      const lookups = list.entries.length;
      if (lookups < 2)
        return notSeen(`the price came with ${count(lookups, 'lookup')}: two are needed`, list);

      const spent = list.spent ?? 0;
      const one = single?.success?.price ?? 0;
      if (isSameAmount(spent, price)) return confirmed('it is what the balance fell by', list);
      if (isSameAmount(spent, price * lookups)) {
        return contradicted(`the balance fell by ${lookups} times the price`, list);
      }
      if (isSameAmount(one * lookups, price)) {
        return confirmed(`${lookups} lookups are ${lookups} times the price of one`, list);
      }
      return isSameAmount(one, price)
        ? contradicted(`${lookups} lookups have the price of one`, list)
        : notSeen('the two numbers may have different prices', list);
    },
  },
  {
    id: 'not-processed',
    documentedIn: null,
    statement: '4xx but 408, and 503 with `Retry-After`, mean that nothing was processed',
    check: (seen) =>
      checkNotBilled(
        seen,
        ({ outcome, isOk }) => outcome.kind === 'response' && !isOk && !mayHaveBeenProcessed(outcome),
        ({ label }) => `${label} with lookups in it`,
      ),
  },
  {
    id: 'body-status',
    documentedIn: null,
    statement: 'a `status` of 4xx in the body of a 2xx means that nothing was processed',
    check: (seen) =>
      checkNotBilled(
        seen,
        ({ isOk, envelope }) => isOk && Math.floor((envelope?.bodyStatus ?? 0) / 100) === 4,
        () => 'such a body with lookups in it',
      ),
  },
] as const satisfies readonly Check[];

function checkNotBilled(
  seen: Observations,
  isNotProcessed: (exchange: Exchange) => boolean,
  whyNot: (exchange: Exchange) => string,
): Finding {
  const notProcessed = exchangesFor(seen, ...PAID_STEPS).filter((exchange) => isNotProcessed(exchange));
  const withLookups = notProcessed.find(({ envelope }) => (envelope?.entries.length ?? 0) > 0);
  if (withLookups !== undefined) return contradicted(whyNot(withLookups), withLookups);
  return notProcessed.length === 0
    ? notSeen('no lookup was refused like that')
    : checkBalance(seen, notProcessed, 'what was refused');
}

/** Whether exchanges cost nothing. A balance that stands still proves that only if billed lookups move it at once. */
export function checkBalance(seen: Observations, exchanges: readonly Exchange[], what: string): Finding {
  const [first] = exchanges;
  const costly = exchanges.find(({ spent }) => Math.abs(spent ?? 0) > 1e-9);
  if (costly !== undefined) return contradicted(`${what} moved the balance`, costly);
  if (exchanges.some(({ spent }) => spent === null)) return notSeen('the balance could not be read', first);
  const paid = exchangesFor(seen, ...PAID_STEPS).filter(({ entries }) => entries.length > 0);
  return paid.some(({ spent }) => (spent ?? 0) > 0)
    ? confirmed(`${what} left the balance as it was, and lookups moved it at once`, first ?? null)
    : notSeen(`${what} left the balance as it was, but no lookup moved it at once`, first);
}

/** Whether two positive amounts of money are equal except for rounding. */
function isSameAmount(one: number, other: number): boolean {
  return one > 0 && other > 0 && Math.abs(one - other) <= 0.01 * Math.max(one, other) + 1e-9;
}
