// Of what costs money, and what does not. What each judge decides is the statement of its assumption: see `index.ts`.

import { mayHaveBeenProcessed } from '../../../nodes/Kaleyra/api/retry';
import type { Exchange, Finding, Judge, Observations } from '../observations';
import {
  confirmed,
  contradicted,
  count,
  entriesOf,
  envelopeOf,
  isNear,
  isOk,
  notSeen,
  of,
  PAID,
  successOf,
  tellOutcome,
} from '../evidence';

export const freeCheck: Judge = (seen) => {
  const [check] = of(seen, 'check');
  if (check === undefined || !isOk(check)) return notSeen('the check was not answered', check ?? null);
  return byBalance(seen, [check], 'the check');
};

export const notProcessed: Judge = (seen) => {
  const refused = of(seen, ...PAID).filter(
    (exchange) =>
      exchange.outcome.kind === 'response' && !isOk(exchange) && !mayHaveBeenProcessed(exchange.outcome),
  );
  const holding = refused.find((exchange) => (envelopeOf(exchange)?.entries.length ?? 0) > 0);
  if (holding !== undefined) return contradicted(`${tellOutcome(holding)} with lookups in it`, holding);
  return refused.length === 0
    ? notSeen('no lookup was refused like that')
    : byBalance(seen, refused, 'what was refused');
};

export const bodyStatus: Judge = (seen) => {
  const refused = of(seen, ...PAID).filter((exchange) => {
    const status = (isOk(exchange) ? envelopeOf(exchange)?.bodyStatus : null) ?? 0;
    return status >= 400 && status < 500;
  });
  const holding = refused.find((exchange) => entriesOf(exchange).length > 0);
  if (holding !== undefined) return contradicted('such a body with lookups in it', holding);
  return refused.length === 0
    ? notSeen('no lookup was refused like that')
    : byBalance(seen, refused, 'what was refused');
};

// A balance that stands still says something only if it moves at once when something is billed.
function byBalance(seen: Observations, exchanges: readonly Exchange[], what: string): Finding {
  const costly = exchanges.find(({ spent }) => Math.abs(spent ?? 0) > 1e-9);
  if (costly !== undefined) return contradicted(`${what} moved the balance`, costly);
  const [first] = exchanges;
  if (exchanges.some(({ spent }) => spent === null)) {
    return notSeen('the balance could not be read', first ?? null);
  }
  const quick = of(seen, ...PAID).some(
    (exchange) => (exchange.spent ?? 0) > 0 && entriesOf(exchange).length > 0,
  );
  return quick
    ? confirmed(`${what} left the balance as it was, and lookups moved it at once`, first ?? null)
    : notSeen(`${what} left the balance as it was, but no lookup moved it at once`, first ?? null);
}

export const batchPrice: Judge = (seen) => {
  const [list] = of(seen, 'nowList');
  const [single] = of(seen, 'now');
  const price = list === undefined ? null : (successOf(list)?.price ?? null);
  const lookups = list === undefined ? 0 : entriesOf(list).length;
  if (list === undefined || price === null || price <= 0) return notSeen('no price came', list ?? null);
  if (lookups < 2) return notSeen(`the price came with ${count(lookups, 'lookup')}: two are needed`, list);

  const spent = list.spent ?? 0;
  if (spent > 0 && isNear(spent, price)) return confirmed('it is what the balance fell by', list);
  if (spent > 0 && isNear(spent, price * lookups)) {
    return contradicted(`the balance fell by ${lookups} times the price`, list);
  }
  const one = single === undefined ? 0 : (successOf(single)?.price ?? 0);
  if (one > 0 && isNear(price, one * lookups)) {
    return confirmed(`${lookups} lookups are ${lookups} times the price of one`, list);
  }
  if (one > 0 && isNear(price, one)) return contradicted(`${lookups} lookups have the price of one`, list);
  return notSeen('the two numbers may have different prices', list);
};
