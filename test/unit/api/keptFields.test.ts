import { expect, test } from '@jest/globals';

import { keptFields } from '../../../nodes/Kaleyra/api/keptFields';

test('an entry of usual size is kept as it is', () => {
  const entry = { lookup_id: 'a:1', remarks: 'x'.repeat(10_000), more: { list: [1, null, 'a'] } };
  expect(keptFields(entry)).toBe(entry);
});

test.each<[string, unknown, unknown]>([
  ['a long text', 'x'.repeat(20_000), 'x'.repeat(500)],
  ['a long list', Array(20_000).fill(1), '[1' + ',1'.repeat(249)],
  ['a deep nest', JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), null],
])('of %s the start is kept', (_name, value, kept) => {
  expect(keptFields({ lookup_id: 'a:1', value, status: 'ok' })).toEqual({
    lookup_id: 'a:1',
    value: kept,
    status: 'ok',
  });
});

test('of many fields, and of a long name, the start is kept too', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`field${i}`, i]));
  expect(Object.keys(keptFields(many))).toHaveLength(200);
  expect(Object.keys(keptFields({ ['x'.repeat(20_000)]: 1 }))).toEqual(['x'.repeat(500)]);
});
