import { describe, expect, test } from '@jest/globals';

import {
  acceptedLookup,
  completeLookup,
  lookupDetails,
  isComplete,
  isPorted,
} from '../../../nodes/Kaleyra/api/lookupEntry';
import { NETWORK_FIELDS } from '../../../nodes/Kaleyra/api/networkValue';
import { readLookupId } from '../../../nodes/Kaleyra/api/entryFields';
import { envelope } from './tools';

const URL_OF = 'https://api.{pod}.kaleyra.io/api/v1/AXXXdXXXXX/lookup/get-info/';

const NO_IDS = ['null', 'NULL', 'undefined', 'none', 'None', 'nil', 'N%2FA', '-', '0', 'unknown', 'nan'];

describe('reading a lookup ID', () => {
  test.each<[unknown, string | null]>([
    ['a-b:1', 'a-b:1'],
    ['  a-b:1 ', 'a-b:1'],
    ['a-b%3A1', 'a-b:1'],
    [5, '5'],
    [`${URL_OF}a-b:1`, 'a-b:1'],
    [`${URL_OF}a-b%3A1`, 'a-b:1'],
    [`${URL_OF}a-b:1/`, 'a-b:1'],
    [`${URL_OF}a-b:1?x=1#y`, 'a-b:1'],
    ['https://elsewhere.example/v1/HX1/lookup/get-info/a-b:1', 'a-b:1'],
    ['/v1/HX1/lookup/get-info/a-b:1', 'a-b:1'],
    ['%E0%A4', '%E0%A4'],
    [URL_OF, null],
    [`${URL_OF}..`, null],
    [`${URL_OF}%2E%2E`, null],
    [`${URL_OF}a b`, null],
    ['https://api.kaleyra.io/v1/HX1/lookup', null],
    ['a/b', null],
    ['a b', null],
    ['a?b', null],
    ['a#b', null],
    ['.', null],
    ['..', null],
    ['%2e%2e', null],
    ['%20', null],
    ['a?b:1', 'a?b:1'],
    ['a#b:1', 'a#b:1'],
    ['https://api.kaleyra.io/lookup?id:1', null],
    ...NO_IDS.map((id): [unknown, null] => [id, null]),
    ...NO_IDS.map((id): [unknown, null] => [`${URL_OF}${id}`, null]),
    ['nullify', 'nullify'],
    ['..a', '..a'],
    ['a..', 'a..'],
    ['', null],
    ['   ', null],
    [undefined, null],
    [null, null],
    [true, null],
    [{}, null],
    [['a'], null],
  ])('%j is %j', (value, expected) => {
    expect(readLookupId(value)).toBe(expected);
  });
});

const body = envelope({ id: 'R', data: [] });

describe('entries', () => {
  test.each<[Record<string, unknown>, string | null]>([
    [{ lookup_id: 'a:0', url: `${URL_OF}b:0` }, 'a:0'],
    [{ lookup_id: '', url: `${URL_OF}b:0` }, 'b:0'],
    [{ lookup_id: null, url: `${URL_OF}b:0` }, 'b:0'],
    [{ url: `${URL_OF}b%3A0` }, 'b:0'],
    [{ lookup_id: 12 }, '12'],
    [{ lookup_id: 'a?b:1' }, 'a?b:1'],
    [{ lookup_id: {}, url: `${URL_OF}b:0` }, 'b:0'],
    [{ lookup_id: { value: 'a:0' }, LookupId: 'c:0' }, 'c:0'],
    [{ lookup_id: ['a:0', {}], url: `${URL_OF}b:0` }, 'b:0'],
    [{ lookup_id: {}, url: 'https://api.kaleyra.io/elsewhere' }, null],
    [{ lookup_id: 'N/A', url: `${URL_OF}b:0` }, 'b:0'],
    [{ lookup_id: 'null', lookupId: 'c:0' }, 'c:0'],
    ...['null', 'Undefined', 'N/A', 'n/a', '-', '--', 'NONE', ' null ', 'not available', '0', 0].flatMap(
      (none): Array<[Record<string, unknown>, null]> => [
        [{ lookup_id: none }, null],
        [{ lookupId: none }, null],
        [{ id: none }, null],
        [{ lookup_id: [none], url: `${URL_OF}${none}` }, null],
      ],
    ),
    [{ lookupId: 'a:0' }, 'a:0'],
    [{ lookup_Id: 'a:0', id: 'other' }, 'a:0'],
    [{ id: 'abcdefgh-0000' }, 'abcdefgh-0000'],
    [{ id: 'R:7' }, 'R:7'],
    [{ id: 'R' }, null],
    [{ id: 7 }, null],
    [{ url: `${URL_OF}${'/get-info/a?'.repeat(40_000)} ` }, null],
    [{ url: 'https://api.kaleyra.io/elsewhere' }, null],
    [{ url: 5 }, null],
    [{}, null],
  ])('%j has the lookup ID %j', (entry, expected) => {
    expect(acceptedLookup(entry, body).lookupId).toBe(expected);
  });

  test("keep Kaleyra's fields under Kaleyra's names", () => {
    const entry = { lookup_id: 'a:0', mobile_number: 919876543210, extra: { deep: 1 } };
    expect(acceptedLookup(entry, body, '2026-11-24T00:00:00.000Z')).toEqual({
      mobileNumber: '919876543210',
      lookupId: 'a:0',
      requestId: 'R',
      fields: entry,
      status: 'accepted',
      isPorted: null,
      lookedUpAt: '2026-11-24T00:00:00.000Z',
    });
  });

  test('of a synchronous lookup are complete, even without a number', () => {
    expect(completeLookup({ lookup_id: 'a:0', current_operator: '' }, body)).toMatchObject({
      status: 'complete',
      mobileNumber: '',
    });
  });

  test('of a synchronous lookup are pending if they have an ID and no field for what was found', () => {
    const entry = { lookup_id: 'a:0', mobile_number: '919876543210', country: 'India' };
    expect(completeLookup(entry, body)).toMatchObject({ status: 'pending', lookupId: 'a:0' });
  });

  test.each(['pending', 'PROCESSING', 'queued', 'In progress'])(
    'that say %s are pending, of a synchronous lookup and of details alike',
    (status) => {
      for (const read of [completeLookup, lookupDetails])
        for (const found of [{}, { current_mcc: '404' }])
          expect(read({ lookup_id: 'a:0', status, ...found }, body)).toMatchObject({
            status: 'pending',
            note: 'Kaleyra is still processing this lookup. Use Get Details to fetch it later.',
          });
    },
  );

  test('of a bulk lookup with results, but without an ID, are complete', () => {
    const found = { mobile_number: '919876543210', current_mcc: '404', original_mcc: '404' };
    expect(acceptedLookup(found, body)).toMatchObject({ status: 'complete', lookupId: null });
    expect(acceptedLookup({ ...found, lookup_id: 'a:0' }, body)).toMatchObject({ status: 'accepted' });
  });

  test('of details are complete, or pending with a note', () => {
    expect(lookupDetails({ current_mcc: '404' }, body)).toMatchObject({ status: 'complete' });
    expect(lookupDetails({ current_mcc: '404' }, body)).not.toHaveProperty('note');
    expect(lookupDetails({ country: 'IN' }, body)).toMatchObject({
      status: 'pending',
      note: expect.stringContaining('Get Details to fetch it later'),
    });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ status: 'failed' }, 'failed'],
    [{ status: ' FAILED ', reason: 'Number is blacklisted' }, 'Number is blacklisted'],
    [{ state: 'PROCESSING_FAILED', message: 'Timed out' }, 'Timed out'],
    [{ lookup_status: 'rejected', error: 'No route' }, 'No route'],
    [{ status: 'not found' }, 'not found'],
    [{ status: 'error', error: { code: 1 }, current_mcc: '404' }, 'error'],
    [{ status: 'expired', reason: 'x'.repeat(2_000) }, 'x'.repeat(500)],
  ])('of details that Kaleyra gives up have failed, with its reason: %j', (entry, reason) => {
    expect(lookupDetails(entry, body)).toMatchObject({
      status: 'failed',
      note: `Kaleyra will not complete this lookup: ${reason}`,
      lookedUpAt: null,
    });
  });

  test("of details about a phone's state have not failed", () => {
    expect(lookupDetails({ status: 'unreachable', current_mcc: '404' }, body)).toMatchObject({
      status: 'complete',
    });
  });
});

describe('a lookup has failed for good', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ status: 'failed' }, 'Kaleyra will not complete this lookup: failed'],
    [
      { status: 'FAILED', message: 'Absent subscriber' },
      'Kaleyra will not complete this lookup: Absent subscriber',
    ],
    [{ state: 'lookup_failed', reason: 'No route' }, 'Kaleyra will not complete this lookup: No route'],
    [
      { lookup_status: 'not_found', error: { message: 'Gone' } },
      'Kaleyra will not complete this lookup: Gone',
    ],
    [{ status: 'rejected', current_mcc: '404' }, 'Kaleyra will not complete this lookup: rejected'],
    [{ status: 'error' }, 'Kaleyra will not complete this lookup: error'],
    [{ status: 'Not accepted' }, 'Kaleyra will not complete this lookup: Not accepted'],
  ])('%j', (entry, note) => {
    expect(lookupDetails(entry, body)).toMatchObject({ status: 'failed', note });
    expect(completeLookup(entry, body)).toMatchObject({ status: 'failed', note });
  });

  test.each(['failed attempt, waiting to retry', 'pending', 'no error', 'odd word'])(
    'but not if it is %s',
    (status) => {
      expect(lookupDetails({ status }, body).status).toBe('pending');
    },
  );
});

describe('a lookup is complete', () => {
  test.each<[Record<string, unknown>, boolean]>([
    [{}, false],
    [{ country: 'IN', country_code: 91 }, false],
    [{ current_mcc: '', current_mnc: '', current_operator: '' }, false],
    [{ current_mcc: null }, false],
    [{ current_mcc: '404' }, true],
    [{ current_mnc: 70 }, true],
    [{ current_operator: 'Op' }, true],
    [{ original_mcc: '404' }, true],
    [{ original_mnc: '70' }, true],
    [{ original_operator: 'Op' }, true],
    [{ status: 'completed' }, true],
    [{ status: 'DONE' }, true],
    [{ state: 'success' }, true],
    [{ lookup_status: 'delivered' }, true],
    [{ status: 'pending', current_mcc: '404' }, false],
    [{ state: 'In Progress', current_mcc: '404' }, false],
    [{ status: 'queued', current_mcc: '404' }, false],
    [{ status: 'processing' }, false],
    [{ status: 'incomplete' }, false],
    [{ current_mcc: 'N/A', current_mnc: 'n/a', current_operator: '-' }, false],
    [{ current_mcc: 0, current_mnc: '0', original_mcc: '000', current_operator: 'null' }, false],
    [{ current_mnc: '00', current_mcc: '---' }, false],
    [{ current_mnc: '00', original_mcc: '404' }, true],
    [{ status: 'failed', current_mcc: '404' }, false],
    [{ status: 'finished in part' }, false],
    [{ status: 'odd word', current_mcc: '404' }, true],
    [{ status: 'odd word' }, false],
  ])('%j: %s', (entry, expected) => {
    expect(isComplete(entry)).toBe(expected);
  });
});

describe('a placeholder', () => {
  const SAYS_NOTHING = [
    ...[
      '',
      ' ',
      '\t',
      '\u00A0',
      '-',
      '--',
      '–',
      '—',
      '_',
      '.',
      '...',
      '?',
      '*',
      '""',
      "''",
      '[]',
      '{}',
      '\\N',
      '/',
    ],
    ...['0', '00', '000', '0000', ' 000 ', '-1', '-999'],
    ...[
      'N/A',
      'n/a',
      'NA',
      'n.a.',
      'null',
      '(null)',
      'NULL',
      '<null>',
      'None',
      'nil',
      'NaN',
      'undefined',
      'unknown',
      'UNKNOWN',
    ],
    ...[
      'Unknown operator',
      'unknown_network',
      'not available',
      'Not_Found',
      'not-known',
      'No data',
      'no info',
    ],
    ...['unavailable', 'unassigned', 'pending', 'TBD', 'empty', '#N/A', '[unknown]', '-'.repeat(100_000)],
    ...[0, -1, null, undefined, false, true, {}, [], ['404'], { code: '404' }, Number.NaN],
  ];

  test.each(SAYS_NOTHING)('%j in any field about the network makes no lookup complete', (value) => {
    for (const name of NETWORK_FIELDS) expect([name, isComplete({ [name]: value })]).toEqual([name, false]);
    expect(isComplete(Object.fromEntries(NETWORK_FIELDS.map((name) => [name, value])))).toBe(false);
  });

  test.each([
    '1',
    'Nil Telecom',
    'No Limit Mobile',
    'Notus',
    'Unknown Worlds Ltd',
    'NA Mobile',
    '3',
    'O2',
    '中国移动',
  ])('is none: the operator %s', (operator) => {
    expect(isComplete({ current_operator: operator })).toBe(true);
  });

  test.each(['00', '000'])('is none: the mobile network code %s of a country', (mnc) => {
    const home = { current_mcc: '724', current_mnc: mnc, original_mcc: '724', original_mnc: mnc };
    expect(isPorted(home)).toBe(false);
    expect(isPorted({ ...home, current_mcc: '000', original_mcc: '0' })).toBeNull();
    const away = { ...home, original_mnc: '05', current_operator: 'New', original_operator: 'Old' };
    expect(isPorted(away)).toBe(true);
  });
});

describe('a number is ported', () => {
  const home = { current_mcc: '404', current_mnc: '70', original_mcc: '404', original_mnc: '70' };
  const operators = { current_operator: 'New', original_operator: 'Old' };
  const away = { ...home, current_mnc: '10' };

  test.each<[string, Record<string, unknown>, boolean | null]>([
    ['same network', home, false],
    ['same network, names differ', { ...home, ...operators }, false],
    ['numbers and texts alike', { ...home, current_mcc: 404, current_mnc: 70 }, false],
    ['other network, both names', { ...away, ...operators }, true],
    ['other country code, both names', { ...home, current_mcc: '405', ...operators }, true],
    ['other network, no names', away, null],
    ['other network, one name', { ...away, current_operator: 'New' }, null],
    ['other network, only the original name', { ...away, original_operator: 'Old' }, null],
    ['other network, one name empty', { ...away, ...operators, original_operator: '' }, null],
    ['other network, same name', { ...away, current_operator: 'Op', original_operator: 'Op' }, null],
    ['original unknown', { ...home, original_mcc: '', original_mnc: '', ...operators }, null],
    ['original network unknown', { ...home, ...operators, original_mnc: '' }, null],
    ['current country unknown', { ...home, ...operators, current_mcc: null }, null],
    ['current network unknown', { ...home, ...operators, current_mnc: undefined }, null],
    ['original country unknown', { ...home, ...operators, original_mcc: '' }, null],
    ['no codes', { ...home, current_mcc: 'N/A', original_mcc: 'N/A' }, null],
    ['codes that are 0', { current_mcc: 0, current_mnc: 0, original_mcc: 0, original_mnc: 0 }, null],
    ['names that say nothing', { ...away, ...operators, original_operator: 'N/A' }, null],
    ['nothing', {}, null],
  ])('%s', (_name, entry, expected) => {
    expect(isPorted(entry)).toBe(expected);
  });
});
