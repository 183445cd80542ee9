// Of what a lookup finds, at once and later. What each judge decides is the statement of its assumption: see `index.ts`.

import { isComplete, isPorted, NETWORK_FIELDS } from '../../../nodes/Kaleyra/api/lookupEntry';
import { asText, type WireObject } from '../../../nodes/Kaleyra/api/response';
import { encodePathSegment } from '../../../nodes/Kaleyra/api/baseUrl';
import type { Exchange, Judge, Observations } from '../observations';
import {
  confirmed,
  contradicted,
  count,
  entriesOf,
  isRefused,
  notSeen,
  of,
  successOf,
  tellOutcome,
} from '../evidence';

/** What an answer says about one lookup. */
interface Reading {
  readonly exchange: Exchange;
  readonly entry: WireObject;
}

export const detailsPath: Judge = (seen) => {
  const asked = of(seen, 'details');
  const answering = asked.filter((exchange) => successOf(exchange) !== null);
  const [first] = answering;
  if (first !== undefined) {
    const forms = [...new Set(answering.map(({ path }) => formOf(path)))];
    return confirmed(`answered on ${forms.join(' and ')}`, first);
  }
  const refused = asked.find((exchange) => isRefused(exchange));
  if (refused !== undefined && asked.every((exchange) => isRefused(exchange))) {
    return contradicted(`${tellOutcome(refused)} on every path`, refused);
  }
  return notSeen(asked[0] === undefined ? 'was not asked' : tellOutcome(asked[0]), asked[0] ?? null);
};

function formOf(path: string): string {
  return path.startsWith('/api/') ? '`/api/v1/…`' : '`/v1/…`';
}

export const colon: Judge = (seen) => {
  const { lookupId } = seen;
  if (lookupId === null) return notSeen('there was no lookup ID');
  if (!lookupId.includes(':')) return notSeen('the lookup ID has no colon');
  const answering = of(seen, 'details').filter((exchange) => successOf(exchange) !== null);
  const plain = answering.find(({ path }) => path.endsWith(`/${encodePathSegment(lookupId)}`));
  if (plain !== undefined) return confirmed('answered with the colon as it is', plain);
  const [encoded] = answering;
  return encoded === undefined
    ? notSeen('no details were answered')
    : contradicted('answered only with `%3A`', encoded);
};

export const detailsShape: Judge = (seen) => {
  for (const { exchange, entry } of detailsReadings(seen)) {
    if (!isAboutLookup(entry)) {
      return contradicted('the node finds neither `lookup_id` nor `mobile_number`', exchange);
    }
  }
  const [first] = detailsReadings(seen);
  return first === undefined
    ? notSeen('no details were answered')
    : confirmed('the node finds the lookup', first.exchange);
};

function isAboutLookup(entry: WireObject): boolean {
  return asText(entry.lookup_id) !== null || asText(entry.mobile_number) !== null;
}

export const complete: Judge = (seen) => {
  const readings = detailsReadings(seen).filter(({ entry }) => isAboutLookup(entry));
  const done = readings.findIndex(({ entry }) => isComplete(entry));
  const [last] = readings.slice(-1);
  if (last === undefined) return notSeen('no details were answered');
  const first = readings[done];
  if (first === undefined) return neverComplete(last, readings.length);

  const changed = readings.slice(done + 1).find(({ entry }) => !isSame(first.entry, entry));
  if (changed !== undefined)
    return contradicted('it changed after it had counted as complete', changed.exchange);
  if (last === first) return notSeen('it was complete when it was last asked', first.exchange);
  return confirmed(`pending ${count(done, 'time')}, then complete and unchanged`, first.exchange);
};

function neverComplete({ exchange, entry }: Reading, times: number) {
  const strange = Object.keys(entry).filter(
    (name) => !EXPECTED.includes(name) && asText(entry[name]) !== null,
  );
  if (strange.length > 0) {
    return contradicted(`it never counts as complete, and has ${strange.join(', ')}`, exchange);
  }
  return notSeen(`still pending after ${count(times, 'answer')}`, exchange);
}

const EXPECTED = [
  ...NETWORK_FIELDS,
  'lookup_id',
  'mobile_number',
  'url',
  'country',
  'country_code',
  'status',
  'state',
  'lookup_status',
];

function isSame(one: WireObject, other: WireObject): boolean {
  return (
    isComplete(one) === isComplete(other) &&
    NETWORK_FIELDS.every((name) => asText(one[name]) === asText(other[name]))
  );
}

export const networkFields: Judge = (seen) => {
  const readings = [...nowReadings(seen), ...detailsReadings(seen)].filter(({ entry }) => isComplete(entry));
  for (const { exchange, entry } of readings) {
    const missing = NETWORK_FIELDS.filter((name) => !(name in entry));
    if (missing.length > 0) return contradicted(`it lacks ${missing.join(', ')}`, exchange);
  }
  const [first] = readings;
  return first === undefined
    ? notSeen('no lookup was complete')
    : confirmed('all six fields are there', first.exchange);
};

export const nowComplete: Judge = (seen) => {
  const readings = nowReadings(seen);
  const [first] = readings;
  if (first === undefined) return notSeen('no lookup was answered');
  const open = readings.find(({ entry }) => !isComplete(entry));
  if (open === undefined) return confirmed('complete at once', first.exchange);
  const filled = detailsReadings(seen).some(({ entry }) => isComplete(entry));
  return filled || NETWORK_FIELDS.some((name) => asText(open.entry[name]) !== null)
    ? contradicted('it is not complete by its own words, or details know more', open.exchange)
    : notSeen('nothing about the network was found, in details neither', open.exchange);
};

export const ported: Judge = (seen) => {
  const readings = [...nowReadings(seen), ...detailsReadings(seen)];
  const judged = readings.flatMap(({ exchange, entry }) => {
    const node = isPorted(entry);
    const said = saidInEntry(entry) ?? seen.ported;
    return node === null || said === null ? [] : [{ exchange, node, said }];
  });
  const wrong = judged.find(({ node, said }) => node !== said);
  if (wrong !== undefined) {
    return contradicted(
      `the node says ${tell(wrong.node)}, and it is said to be ${tell(wrong.said)}`,
      wrong.exchange,
    );
  }
  const [first] = judged;
  if (first !== undefined) return confirmed(`${tell(first.node)}, as it is said`, first.exchange);
  if (readings.length === 0) return notSeen('no lookup was answered');
  const silent = readings.every(({ entry }) => isPorted(entry) === null);
  return notSeen(silent ? 'the networks do not tell' : 'neither Kaleyra nor --ported says what is true');
};

function tell(isPorted: boolean): string {
  return isPorted ? 'ported' : 'not ported';
}

const PORTED_FIELD = /(?:^|_)port(?:ed|ing)?(?:_|$)/i;
const YES = /^(?:true|yes|y|1|ported)$/i;
const NO = /^(?:false|no|n|0|not[ _]ported)$/i;

// No page shows such a field; but where one comes, it knows.
function saidInEntry(entry: WireObject): boolean | null {
  for (const [name, value] of Object.entries(entry)) {
    if (!PORTED_FIELD.test(name)) continue;
    if (YES.test(String(value))) return true;
    if (NO.test(String(value))) return false;
  }
  return null;
}

// Of the first number alone, for of that one the user and the details speak.
function nowReadings(seen: Observations): Reading[] {
  return of(seen, 'now').flatMap((exchange) =>
    entriesOf(exchange)
      .slice(0, 1)
      .map((entry) => ({ exchange, entry })),
  );
}

// As the node picks the lookup out of the answer.
function detailsReadings(seen: Observations): Reading[] {
  return of(seen, 'details').flatMap((exchange) => {
    const envelope = successOf(exchange);
    if (envelope === null) return [];
    const { entries, payload } = envelope;
    const entry = entries.find((one) => one.lookup_id === seen.lookupId) ?? entries[0] ?? payload;
    return [{ exchange, entry }];
  });
}
