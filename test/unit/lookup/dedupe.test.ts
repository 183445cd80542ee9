import { describe, expect, test } from '@jest/globals';

import { planNumbers, EMPTY, number, read, wanted } from './tools';

describe('a plan', () => {
  test('of no rows holds nothing', async () => {
    expect(await dedupe([])).toEqual({ rowCount: 0, wanted: [], pairs: [], refused: [] });
  });

  test('keeps different numbers in order of first appearance, each with its rows', async () => {
    const plan = await dedupe([[fragment(2)], [fragment(1), fragment(2)], [EMPTY], [fragment(1)]]);
    expect(plan.itemCount).toBe(4);
    expect(plan.uniqueNumbers).toEqual([unique(2, [0, 1]), unique(1, [1, 3])]);
  });

  test('has one pair for each number of each row, with the fragment of that row', async () => {
    const plan = await dedupe([[fragment(1, '98765 43201')], [fragment(1, '+91-98765-43201'), fragment(2)]]);
    expect(
      plan.occurrences.map(
        ({
          itemIndex,
          input,
          uniqueNumber: {
            number: { e164 },
          },
        }) => [itemIndex, input, e164],
      ),
    ).toEqual([
      [0, '98765 43201', number(1).e164],
      [1, '+91-98765-43201', number(1).e164],
      [1, '9876543202', number(2).e164],
    ]);
    expect(plan.occurrences[0]?.uniqueNumber).toBe(plan.occurrences[1]?.uniqueNumber);
  });

  test('takes a number that a row holds twice in a row once', async () => {
    const plan = await dedupe([[fragment(1), fragment(1, '098765 43201')]]);
    expect(plan.occurrences).toHaveLength(1);
    expect(plan.uniqueNumbers).toEqual([unique(1, [0])]);
  });

  test('takes a number that a row holds twice, with another between, once', async () => {
    const plan = await dedupe([[fragment(1), fragment(2), fragment(1)]]);
    expect(plan.occurrences).toHaveLength(2);
    expect(plan.uniqueNumbers).toEqual([unique(1, [0]), unique(2, [0])]);
  });

  test('lists what was refused with its row', async () => {
    const unwanted = { ...EMPTY, reason: 'COUNTRY_NOT_ALLOWED', e164: number(3).e164 } as const;
    expect((await dedupe([[fragment(1), EMPTY], [unwanted]])).rejected).toEqual([
      { item: 0, ...EMPTY },
      { item: 1, ...unwanted },
    ]);
  });
});
