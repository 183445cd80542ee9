import axios from 'axios';
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';

import { forEachConcurrent } from '../../nodes/Kaleyra/api/concurrency';
import { detailsPath } from '../../nodes/Kaleyra/api/detailsEndpoint';
import type { SandboxAccount } from './processes';
import type { Row } from './rows';

const BATCH_SIZE = 1_000;
/** Requests for details under way at once. */
export const HANDS = 5;

interface Lookup {
  readonly lookup_id: string;
  readonly mobile_number: string;
  readonly url: string;
}

/**
 * The least that a bulk lookup can do: read each different cell once with libphonenumber-js, send one request per
 * batch, parse the answers, make an item for each number or row. No messy cells, no faults, no accounting.
 */
export async function runFloor(rows: readonly Row[], account: SandboxAccount, output: 'lookups' | 'rows') {
  const known = new Map<string, { number: PhoneNumber; type: string; rows: number[] }>();
  rows.forEach(({ phone }, i) => {
    const before = known.get(phone);
    if (before !== undefined) return void before.rows.push(i);
    const number = parsePhoneNumberFromString(phone);
    const type = number?.getType();
    if (number !== undefined && type !== undefined) known.set(phone, { number, type, rows: [i] });
  });

  const numbers = [...known.keys()];
  const found = new Map<string, Lookup>();
  for (let from = 0; from < numbers.length; from += BATCH_SIZE) {
    for (const lookup of await start(numbers.slice(from, from + BATCH_SIZE), account)) {
      found.set(`+${lookup.mobile_number}`, lookup);
    }
  }

  const items: Array<{ json: object; pairedItem: { item: number } }> = [];
  for (const { number, type, rows: of } of known.values()) {
    const lookup = {
      phone_number: number.number,
      phone_country: number.country ?? null,
      phone_type: type,
      ...found.get(number.number),
      lookup_status: 'accepted',
    };
    for (const item of output === 'rows' ? of : of.slice(0, 1)) {
      const json = output === 'rows' ? { ...rows[item], lookup } : lookup;
      items.push({ json, pairedItem: { item } });
    }
  }
  return items;
}

/** The least that waiting for details can be: one request, then one for each lookup, five at a time. */
export async function runWaitingFloor(rows: readonly Row[], account: SandboxAccount) {
  const lookups = await start(
    rows.map(({ phone }) => phone),
    account,
  );
  await forEachConcurrent(lookups, HANDS, async ({ lookup_id: id }) => {
    await axios.get(account.url + detailsPath('/api/v1', account.sid, id), withKey(account));
  });
  return lookups;
}

async function start(mobile: readonly string[], account: SandboxAccount): Promise<Lookup[]> {
  const { data } = await axios.post(`${account.url}/v1/${account.sid}/lookup`, { mobile }, withKey(account));
  return data.data.data;
}

function withKey({ apiKey }: SandboxAccount): { headers: Record<string, string> } {
  return { headers: { 'api-key': apiKey } };
}
