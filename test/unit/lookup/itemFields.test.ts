import { describe, expect, test } from '@jest/globals';

import {
  knownField,
  phoneFieldsOfLookup,
  rejectedFields,
  withLookup,
} from '../../../nodes/Kaleyra/lookup/itemFields';
import type { PhoneType } from '../../../nodes/Kaleyra/phone';
import { number } from './tools';

describe('our fields about a number', () => {
  test.each<[PhoneType, boolean | null]>([
    ['mobile', true],
    ['fixed_line', false],
    ['voip', false],
    ['fixed_line_or_mobile', null],
    ['unknown', null],
  ])('a number of type %s is mobile: %s', (type, isMobile) => {
    expect(phoneFieldsOfLookup({ ...number(1), type })).toMatchObject({
      phone_type: type,
      is_mobile: isMobile,
    });
  });
});

describe('a lookup in a row that already has one', () => {
  const found = {
    phone_number: null,
    current_operator: 'Op',
    lookup_id: 'L',
    lookup_status: 'complete',
  };

  test('keeps what only the earlier one knows, but not why it was pending', () => {
    const earlier = {
      phone_number: '+919876543210',
      phone_input: '98765 43210',
      lookup_id: 'L',
      lookup_status: 'pending',
      lookup_note: 'Not ready.',
      looked_up_at: '2026-11-24T10:00:00.000Z',
    };
    const row = withLookup({ id: 1, lookup: earlier }, found);
    expect(row).toStrictEqual({
      id: 1,
      lookup: {
        phone_number: '+919876543210',
        current_operator: 'Op',
        lookup_id: 'L',
        lookup_status: 'complete',
        phone_input: '98765 43210',
        looked_up_at: '2026-11-24T10:00:00.000Z',
      },
    });
    expect(Object.keys(row.lookup as object)[1]).toBe('current_operator');
    expect(earlier.lookup_note).toBe('Not ready.');
  });

  test.each([
    ['of another ID', { lookup_id: 'M', current_operator: 'Old', roaming: 'yes' }],
    ['without an ID', { lookup_status: 'complete', current_operator: 'Old' }],
  ])('keeps nothing of a lookup %s', (_name, lookup) => {
    const accepted = { phone_number: '+919876543210', lookup_id: 'L', lookup_status: 'accepted' };
    expect(withLookup({ lookup }, accepted)).toStrictEqual({ lookup: accepted });
  });

  test("keeps the user's own fields, and ours win", () => {
    const lookup = { owner: 'Ada', phone_number: 'mine' };
    expect(withLookup({ lookup }, found)).toStrictEqual({ lookup: { ...found, owner: 'Ada' } });
  });

  test.each([[undefined], [null], ['text'], [5], [[{ lookup_id: 'L' }]]])('replaces %j', (lookup) => {
    expect(withLookup({ lookup }, found)).toStrictEqual({ lookup: found });
  });

  test('takes no prototype from it', () => {
    const lookup: unknown = JSON.parse('{"lookup_id":"L","__proto__":{"bad":1}}');
    const merged = withLookup({ lookup }, found).lookup as Record<string, unknown>;
    expect(merged.bad).toBeUndefined();
    expect(Object.keys(merged)).toEqual(Object.keys(found));
  });
});

describe('when a lookup whose details are fetched was accepted', () => {
  const at = '2026-11-24T10:00:00.000Z';

  test.each([
    ['is in the item', { lookup_id: 'L', looked_up_at: at }, at],
    ['is in its lookup', { lookup_id: 'x', lookup: { lookup_id: 'L', looked_up_at: at } }, at],
    ["is another lookup's", { lookup_id: 'M', looked_up_at: at }, null],
    ["is another column's", { looked_up_at: at }, null],
    ['is no text', { lookup_id: 'L', looked_up_at: 5 }, null],
    ['belongs to an ID that cannot become a text', { lookup_id: { toString: 1 }, looked_up_at: at }, null],
  ])('%s', (_name, row, expected) => {
    expect(knownField(row, 'L', 'looked_up_at')).toBe(expected);
  });
});

describe('the fields of a rejected input', () => {
  const input = { itemIndex: 0, input: '49 171', reason: 'AMBIGUOUS', reasonText: 'Two readings.' } as const;

  test('have the readings of an ambiguous cell', () => {
    const candidates = ['+4949171', '+49171'];
    expect(rejectedFields({ ...input, candidates })).toMatchObject({ candidates });
  });

  test('have no readings where there are none', () => {
    expect(Object.keys(rejectedFields(input))).toEqual(['phone_input', 'reason', 'reason_text']);
  });
});
