import axios from 'axios';
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';

import type { SandboxAccount } from '../../test/support/credential';
import type { Row } from './rows';

const BATCH_SIZE = 1_000;

interface Parsed {
  readonly number: PhoneNumber;
  readonly type: string;
  readonly rowIndexes: number[];
}

/**
 * The least that a bulk lookup can do: parse each different cell once, send a request per batch, parse the responses,
 * make an item for each number or row. No messy cells, no failures, no accounting.
 */
export async function runBaseline(rows: readonly Row[], account: SandboxAccount, output: 'lookups' | 'rows') {
  const parsed = new Map<string, Parsed>();
  rows.forEach(({ phone }, i) => {
    const known = parsed.get(phone);
    if (known !== undefined) return void known.rowIndexes.push(i);
    const number = parsePhoneNumberFromString(phone);
    const type = number?.getType();
    if (number !== undefined && type !== undefined) parsed.set(phone, { number, type, rowIndexes: [i] });
  });

  const numbers = [...parsed.keys()];
  const lookups = new Map<string, object>();
  for (let start = 0; start < numbers.length; start += BATCH_SIZE) {
    for (const lookup of await sendBatch(numbers.slice(start, start + BATCH_SIZE), account)) {
      lookups.set(`+${lookup.mobile_number}`, lookup);
    }
  }

  const items: Array<{ json: object; pairedItem: { item: number } }> = [];
  for (const { number, type, rowIndexes } of parsed.values()) {
    const { number: phone_number, country: phone_country = null } = number;
    const found = lookups.get(phone_number);
    const lookup = { phone_number, phone_country, phone_type: type, ...found, lookup_status: 'accepted' };
    for (const item of output === 'rows' ? rowIndexes : rowIndexes.slice(0, 1)) {
      items.push({ json: output === 'rows' ? { ...rows[item], lookup } : lookup, pairedItem: { item } });
    }
  }
  return items;
}

async function sendBatch(mobile: string[], { url, sid, apiKey }: SandboxAccount) {
  const headers = { 'api-key': apiKey };
  const { data } = await axios.post(`${url}/v1/${sid}/lookup`, { mobile }, { headers });
  return data.data.data as Array<{ readonly mobile_number: string }>;
}
