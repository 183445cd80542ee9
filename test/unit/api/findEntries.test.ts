import { describe, expect, test } from '@jest/globals';

import { findEntries } from '../../../nodes/Kaleyra/api/findEntries';

const A = { lookup_id: 'a:1', mobile_number: '919876543210' };
const B = { lookup_id: 'a:2', mobile_number: '919876543211' };

describe('entries are found', () => {
  test.each<[string, unknown]>([
    ['in a list', [A, B]],
    ['in data', { data: [A, B] }],
    ['in data.data', { code: 'LKP201', data: { id: 'R', data: [A, B], invalid_count: 0 }, error: {} }],
    ['deeper', { response: { result: { data: { data: { data: [A, B] } } } } }],
    ['under another name', { data: { lookups: [A, B] } }],
    ['in two lists', { data: [A], more: [B] }],
    ['in a list of lists', { data: [[A], [B]] }],
    ['keyed by index', { data: { 0: A, 1: B } }],
    ['keyed by index, from one, without data', { 1: A, 2: B }],
    ['keyed by number', { data: { 919876543210: A, '+919876543211': B } }],
    ['keyed by number, in a list', { data: [{ 919876543210: A }, { 919876543211: B }] }],
  ])('%s', (_name, json) => {
    const { entries, unread } = findEntries(json);
    expect(entries).toEqual([A, B]);
    expect(unread).toBe(0);
  });

  test('by the number that is their key, if they name none', () => {
    expect(findEntries({ data: { '+919876543210': { lookup_id: 'a:1' } } }).entries).toEqual([
      { mobile_number: '+919876543210', lookup_id: 'a:1' },
    ]);
    expect(findEntries({ data: { 12: { lookup_id: 'a:1' } } }).entries).toEqual([{ lookup_id: 'a:1' }]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['lookupId', { lookupId: 'a:1' }],
    ['LookupID', { LookupID: 'a:1' }],
    ['lookup_Id', { lookup_Id: 'a:1' }],
    ['a URL', { url: 'https://x.example/api/v1/A1/lookup/get-info/a:1' }],
    ['an id of the documented form', { id: 'a:1' }],
    ['msisdn', { msisdn: '+91 98765-43210' }],
    ['a masked number', { phone: '9198XXXX10' }],
    ['something about the network', { current_mcc: '404' }],
  ])('by %s alone', (_name, entry) => {
    expect(findEntries([entry]).entries).toEqual([entry]);
    expect(findEntries({ data: entry }).entries).toEqual([entry]);
  });

  test('once, with what they contain', () => {
    const nested = { ...A, data: { operator: { name: 'Op' } }, url: '' };
    expect(findEntries({ data: [nested] })).toMatchObject({ entries: [nested], unread: 0 });
  });
});

describe('what is no entry', () => {
  test.each<[string, unknown, number]>([
    ['IDs without names', { data: ['a:1', 'a:2'] }, 2],
    ['a text', { data: 'a:1' }, 1],
    ['objects that name nothing', { data: [{ state: 'ok' }, {}] }, 2],
    ['a request ID and a number of the row', { data: [{ id: 1, state: 'ok' }] }, 1],
    ['an empty list in a list', [[]], 1],
    ['null in a list', [null], 1],
    ['texts keyed by number', { data: { 919876543210: 'a:1' } }, 1],
    ['nothing', { data: { data: [] }, error: {} }, 0],
    ['an object of unknown form', { result: { state: 'OK', items: 1 }, version: 7 }, 0],
    ['a list of words elsewhere', { data: [], warnings: ['odd'] }, 0],
  ])('is counted as unread where an entry should be: %s', (_name, json, unread) => {
    expect(findEntries(json)).toMatchObject({ entries: [], unread });
  });

  test('counts beside entries, too', () => {
    expect(findEntries({ data: [A, 'a:2', { state: 'ok' }] })).toMatchObject({ entries: [A], unread: 2 });
  });

  test('is the error of a request', () => {
    expect(findEntries({ error: [{ mobile: '919876543210' }], errors: A })).toMatchObject({
      entries: [],
      unread: 0,
    });
  });

  test('may be nested as deep as it likes', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(findEntries(JSON.parse(deep)).entries).toEqual([]);
    expect(findEntries(JSON.parse(`${'{"data":'.repeat(50_000)}1${'}'.repeat(50_000)}`)).entries).toEqual([]);
  });
});
