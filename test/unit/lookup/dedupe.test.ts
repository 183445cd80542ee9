import { describe, expect, test } from '@jest/globals';

import { dedupe, EMPTY, fragment, number, unique } from './tools';

describe('a plan', () => {
  test('for no items is empty', async () => {
    expect(await dedupe([])).toEqual({ itemCount: 0, uniqueNumbers: [], occurrences: [], rejected: [] });
  });

  test('lists unique numbers in order of first appearance, each with its items', async () => {
    const plan = await dedupe([[fragment(2)], [fragment(1), fragment(2)], [EMPTY], [fragment(1)]]);
    expect(plan.itemCount).toBe(4);
    expect(plan.uniqueNumbers).toEqual([unique(2, [0, 1], 0), unique(1, [1, 3], 1)]);
  });

  test('has one occurrence for each number of each item, with the fragment of that item', async () => {
    const plan = await dedupe([[fragment(1, '98765 43201')], [fragment(1, '+91-98765-43201'), fragment(2)]]);
    const occurrences = plan.occurrences.map(({ itemIndex, input, uniqueNumber }) => [
      itemIndex,
      input,
      uniqueNumber.number.e164,
    ]);
    expect(occurrences).toEqual([
      [0, '98765 43201', number(1).e164],
      [1, '+91-98765-43201', number(1).e164],
      [1, '9876543202', number(2).e164],
    ]);
    expect(plan.occurrences[0]?.uniqueNumber).toBe(plan.occurrences[1]?.uniqueNumber);
  });

  test('keeps how each occurrence was read, whatever the first one was', async () => {
    const written = { input: '+919876543201', number: { ...number(1), reading: 'written' } } as const;
    const plan = await dedupe([[fragment(1)], [written]]);
    expect(plan.occurrences.map(({ reading }) => reading)).toEqual(['national', 'written']);
  });

  test('takes a number that an item holds twice in succession once', async () => {
    const plan = await dedupe([[fragment(1), fragment(1, '098765 43201')]]);
    expect(plan.occurrences).toHaveLength(1);
    expect(plan.uniqueNumbers).toEqual([unique(1, [0], 0)]);
  });

  test('takes a number that an item holds twice, with another in between, once', async () => {
    const plan = await dedupe([[fragment(1), fragment(2), fragment(1)]]);
    expect(plan.occurrences).toHaveLength(2);
    expect(plan.uniqueNumbers).toEqual([unique(1, [0], 0), unique(2, [0], 1)]);
  });

  test('lists rejected fragments with their item', async () => {
    const notAllowed = { ...EMPTY, reason: 'COUNTRY_NOT_ALLOWED', e164: number(3).e164 } as const;
    expect((await dedupe([[fragment(1), EMPTY], [notAllowed]])).rejected).toEqual([
      { itemIndex: 0, ...EMPTY },
      { itemIndex: 1, ...notAllowed },
    ]);
  });
});
