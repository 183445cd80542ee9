import { describe, expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { LookupOutcome, NumberOutcome } from '../../../nodes/Kaleyra/lookup/types';
import { openRetryStore, type CompactableRetryStore } from '../../../nodes/Kaleyra/n8n/retryStore';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import { failure, lookup, number, unique } from '../lookup/tools';

const SCOPE = ['https://kaleyra.example', 'HX1', 'startBulk'];

/** What n8n keeps for one node over the tries of an execution. */
class FakeExecution {
  readonly nodeContext: IDataObject = {};

  /** Opens the store as a try of the node does. */
  open(scope: readonly string[] = SCOPE, runIndex = 0, type = 'kaleyra'): CompactableRetryStore {
    const context = {
      getNode: () => ({ type }),
      getContext: (of: string): IDataObject => (of === 'node' ? this.nodeContext : {}),
      getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
    };
    return openRetryStore(context as unknown as IExecuteFunctions, scope);
  }
}

const { e164 } = number(1);
const accepted = (...lookups: Lookup[]): LookupOutcome => ({ kind: 'accepted', lookups });
const outcomesOf = (outcomesByEnd: Record<number, LookupOutcome>): NumberOutcome[] =>
  Object.entries(outcomesByEnd).map(([end, outcome]) => ({ uniqueNumber: unique(Number(end)), outcome }));
const unconfirmed: LookupOutcome = { kind: 'failed', failure: { ...failure('Timeout'), unconfirmed: true } };
const notProcessed: LookupOutcome = { kind: 'failed', failure: failure('Too many requests') };

describe('the outcome of a number', () => {
  test('is unknown where the number was never sent', () => {
    expect(new FakeExecution().open().outcomeOf(e164)).toBeNull();
  });

  test.each<[string, LookupOutcome]>([
    ['accepted', accepted(lookup(1))],
    ['not accepted', { kind: 'notAccepted', requestId: 'R', text: 'No ID.' }],
    ['unconfirmed', unconfirmed],
  ])('is known to the next try: %s', async (_name, outcome) => {
    const execution = new FakeExecution();
    execution.open().save(outcomesOf({ 1: outcome }), []);
    expect(execution.open().outcomeOf(e164)).toEqual(outcome);
    expect(execution.open().outcomeOf(number(2).e164)).toBeNull();
  });

  test('is not stored where it was surely not processed', async () => {
    const store = new FakeExecution().open();
    store.save(outcomesOf({ 1: notProcessed }), []);
    expect(store.outcomeOf(e164)).toBeNull();
  });

  test('stays what it was where the number was sent again and surely not processed', () => {
    const store = new FakeExecution().open();
    store.save(outcomesOf({ 1: unconfirmed }), []);
    store.save(outcomesOf({ 1: notProcessed }), []);
    expect(store.outcomeOf(e164)).toEqual(unconfirmed);
  });

  test('is the latest one', async () => {
    const store = new FakeExecution().open();
    store.save(outcomesOf({ 1: unconfirmed }), []);
    store.save(outcomesOf({ 1: accepted(lookup(1)) }), []);
    expect(store.outcomeOf(e164)).toEqual(accepted(lookup(1)));
  });

  test.each<[string, readonly string[], number]>([
    ['another run of the node in a loop', SCOPE, 1],
    ['another address', ['https://api.example', 'HX1', 'startBulk'], 0],
    ['another account', ['https://kaleyra.example', 'HX2', 'startBulk'], 0],
    ['another operation', ['https://kaleyra.example', 'HX1', 'lookUpNow'], 0],
  ])('is unknown to %s', async (_name, scope, runIndex) => {
    const execution = new FakeExecution();
    execution
      .open()
      .save(outcomesOf({ 1: accepted(lookup(1)) }), [{ lookup: lookup('442079460001'), itemIndex: 0 }]);
    const other = execution.open(scope, runIndex);
    expect([other.outcomeOf(e164), other.unmatched(1), other.paid().accepted]).toEqual([null, [], []]);
  });

  test('survives what n8n does to a stored execution: it becomes JSON', async () => {
    const execution = new FakeExecution();
    execution.open().save(outcomesOf({ 1: accepted(lookup(1)), 2: unconfirmed }), []);
    const restored = new FakeExecution();
    Object.assign(restored.nodeContext, JSON.parse(JSON.stringify(execution.nodeContext)));
    expect(restored.open().outcomeOf(e164)).toEqual(accepted(lookup(1)));
    expect(restored.open().outcomeOf(number(2).e164)).toEqual(unconfirmed);
  });
});

describe('unmatched lookups', () => {
  const others = [4, 1].map((itemIndex) => ({ lookup: lookup(`44207946000${itemIndex}`), itemIndex }));

  test('of all batches are known to the next try, in order', async () => {
    const execution = new FakeExecution();
    const store = execution.open();
    for (const other of others) store.save([], [other]);
    expect(execution.open().unmatched(5)).toEqual(others);
  });

  test('are linked to items that exist', async () => {
    const store = new FakeExecution().open();
    store.save([], others);
    expect(store.unmatched(3).map(({ itemIndex }) => itemIndex)).toEqual([2, 1]);
  });

  test('are none where nothing was stored', () => {
    expect(new FakeExecution().open().unmatched(1)).toEqual([]);
  });
});

describe('orphaned lookups', () => {
  test('are those of accepted numbers that no item holds any more, linked to the first item', async () => {
    const store = new FakeExecution().open();
    const two = [lookup(2, { lookupId: 'a' }), lookup(2, { lookupId: 'b' })];
    store.save(
      outcomesOf({
        1: accepted(lookup(1)),
        2: accepted(...two),
        3: unconfirmed,
        4: { kind: 'notAccepted', requestId: null, text: '' },
      }),
      [],
    );
    expect(await store.orphaned([unique(1, [7])])).toEqual(two.map((one) => ({ lookup: one, itemIndex: 0 })));
    expect(await store.orphaned([unique(1), unique(2)])).toEqual([]);
  });

  test('are none where nothing was stored', async () => {
    expect(await new FakeExecution().open().orphaned([])).toEqual([]);
  });
});

describe('everything accepted', () => {
  test('is listed by number, and unmatched lookups without one', async () => {
    const store = new FakeExecution().open();
    store.save(
      outcomesOf({
        1: accepted(lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' })),
        2: unconfirmed,
        3: { kind: 'notAccepted', requestId: null, text: '' },
        4: { kind: 'notAccepted', requestId: null, text: '', unconfirmedSends: 1 },
      }),
      [{ lookup: lookup('442079460001', { lookupId: 'c' }), itemIndex: 0 }],
    );
    expect(store.paid().accepted).toEqual([
      { phone_number: e164, lookup_id: 'a' },
      { phone_number: e164, lookup_id: 'b' },
      { phone_number: null, lookup_id: 'c' },
    ]);
    expect(store.paid().unconfirmed).toHaveLength(2);
  });

  test('is nothing where nothing was stored', () => {
    expect(new FakeExecution().open().paid().accepted).toEqual([]);
  });
});

describe("n8n's node context", () => {
  test('is left alone where nothing is stored', async () => {
    const execution = new FakeExecution();
    const store = execution.open();
    store.outcomeOf(e164);
    store.unmatched(1);
    store.paid();
    await store.orphaned([unique(1)]);
    expect(execution.nodeContext).toEqual({});
  });

  // Another key would lose what a stored execution has under this one.
  test('has one entry for each run, under a key that does not change', async () => {
    const execution = new FakeExecution();
    execution.open(SCOPE, 2).save(outcomesOf({ 1: unconfirmed }), []);
    expect(Object.keys(execution.nodeContext)).toEqual(['kaleyra 2 https://kaleyra.example HX1 startBulk']);
  });

  test('keeps, once compacted, which numbers were sent and the IDs of their lookups', async () => {
    const execution = new FakeExecution();
    const found = lookup(1, { lookupId: 'a', requestId: 'R', fields: { operator: 'An operator' } });
    execution.open().save(outcomesOf({ 1: accepted(found), 2: unconfirmed }), []);
    await execution.open().compact();
    expect(JSON.stringify(execution.nodeContext)).not.toContain('An operator');
    expect(execution.open().outcomeOf(e164)).toMatchObject({
      kind: 'accepted',
      lookups: [{ lookupId: 'a' }],
    });
    expect(execution.open().outcomeOf(number(2).e164)).toEqual(unconfirmed);
    expect(execution.open().paid().accepted).toEqual([{ phone_number: e164, lookup_id: 'a' }]);
  });

  test('is not created by compacting nothing', async () => {
    const execution = new FakeExecution();
    await execution.open().compact();
    expect(execution.nodeContext).toEqual({});
  });
});

describe('how many numbers may have been charged', () => {
  test('counts each number once in a run, over all runs, accounts and operations', () => {
    const execution = new FakeExecution();
    execution.nodeContext['something else'] = { count: 7 };
    execution.open().save(outcomesOf({ 1: unconfirmed, 2: accepted(lookup(2)), 3: notProcessed }), []);
    execution.open().save(outcomesOf({ 1: accepted(lookup(1)) }), []);
    execution.open(SCOPE, 1).save(outcomesOf({ 1: accepted(lookup(1)) }), []);
    execution.open(['https://kaleyra.example', 'HX2', 'lookUpNow']).save(outcomesOf({ 5: unconfirmed }), []);
    expect(execution.open().chargeableCount()).toBe(4);
    expect(new FakeExecution().open().chargeableCount()).toBe(0);
  });
});

test('requests without an answer are counted over the other iterations of a loop, for the same account', () => {
  const execution = new FakeExecution();
  const sent = (unconfirmedSends?: number): LookupOutcome =>
    ({ ...unconfirmed, ...(unconfirmedSends === undefined ? {} : { unconfirmedSends }) }) as LookupOutcome;
  const notAccepted: LookupOutcome = { kind: 'notAccepted', requestId: 'R', text: 'No ID.' };
  execution.open(SCOPE, 0).save(outcomesOf({ 1: sent(3), 2: accepted(lookup(2)), 3: notAccepted }), []);
  execution.open(SCOPE, 1).save(outcomesOf({ 1: sent(), 3: { ...notAccepted, unconfirmedSends: 2 } }), []);
  execution.open(SCOPE, 2).save(outcomesOf({ 1: sent(5) }), []);
  execution.open(['https://kaleyra.example', 'HX2', 'startBulk']).save(outcomesOf({ 1: sent(5) }), []);
  const store = execution.open(SCOPE, 2);
  expect(store.unconfirmedSendsElsewhere(e164)).toBe(4);
  expect(store.unconfirmedSendsElsewhere(number(2).e164)).toBe(0);
  expect(store.unconfirmedSendsElsewhere(number(3).e164)).toBe(2);
});

describe("an AI agent's tool", () => {
  const openTool = (execution: FakeExecution, runIndex: number): CompactableRetryStore =>
    execution.open(SCOPE, runIndex, 'n8n-nodes-kaleyra.kaleyraTool');

  test('remembers over all calls, because each has another run index', async () => {
    const execution = new FakeExecution();
    const found = lookup(1, { fields: { operator: 'An operator' } });
    openTool(execution, 0).save(outcomesOf({ 1: accepted(found), 2: unconfirmed }), []);
    await openTool(execution, 0).compact();
    expect(openTool(execution, 1).outcomeOf(e164)).toEqual(accepted(found));
    expect(openTool(execution, 5).outcomeOf(number(2).e164)).toEqual(unconfirmed);
  });

  test('returns lookups that match no number once, and those of another number never', async () => {
    const execution = new FakeExecution();
    const other = { lookup: lookup('442079460001'), itemIndex: 0 };
    const first = openTool(execution, 0);
    first.save(outcomesOf({ 1: accepted(lookup(1)) }), [other]);
    // Its next try has another run index, too.
    expect(openTool(execution, 1).unmatched(1)).toEqual([other]);
    await first.compact();
    const next = openTool(execution, 2);
    expect([next.unmatched(1), await next.orphaned([unique(2)])]).toEqual([[], []]);
  });
});

describe('what another version of the node stored, or what is damaged', () => {
  const EMPTY = { version: 5, batches: [], unmatched: [] };
  const withBatch = (batch: unknown): [unknown] => [{ ...EMPTY, batches: [batch] }];

  test.each<[unknown]>([
    [{ batches: [], unmatched: [] }],
    [{ version: 5 }],
    [{ version: 5, batches: 'none', unmatched: [] }],
    [{ version: 5, batches: {}, unmatched: [] }],
    [{ version: 5, batches: [] }],
    [{ version: 5, unmatched: [] }],
    [{ version: 4, outcomes: {}, unmatched: [], count: 0 }],
    [{ ...EMPTY, version: 4 }],
    ['text'],
    [null],
    [7],
    withBatch(null),
    withBatch('none'),
    withBatch({}),
    withBatch({ numbers: [e164] }),
    withBatch({ outcomes: [accepted(lookup(1))] }),
    withBatch({ numbers: [], outcomes: [accepted(lookup(1))] }),
    withBatch({ numbers: [e164, number(2).e164], outcomes: [accepted(lookup(1))] }),
    withBatch({ numbers: 'a', outcomes: [accepted(lookup(1))] }),
    withBatch({ numbers: [7], outcomes: [accepted(lookup(1))] }),
    [{ ...EMPTY, unmatched: [{ itemIndex: 0 }] }],
    [{ ...EMPTY, unmatched: [{ lookup: lookup(1), itemIndex: 'first' }] }],
  ])('may have been charged, whatever it is: %j', (stored) => {
    const execution = new FakeExecution();
    execution.nodeContext['kaleyra 0 https://kaleyra.example HX1 startBulk'] = stored as IDataObject;
    const store = execution.open();
    expect(store.outcomeOf(e164)).toMatchObject({ kind: 'failed', failure: { unconfirmed: true } });
    expect(store.paid().accepted).toEqual([]);
    expect(store.chargeableCount()).toBe(Infinity);
    store.save(outcomesOf({ 1: accepted(lookup(1)) }), []);
    expect(execution.open().outcomeOf(e164)).toEqual(accepted(lookup(1)));
    expect(execution.open().outcomeOf(number(2).e164)).toMatchObject({ failure: { unconfirmed: true } });
  });

  test.each<[unknown]>([
    [null],
    ['a'],
    [{}],
    [{ kind: 'odd' }],
    [[7]],
    [{ kind: 'accepted' }],
    [{ kind: 'accepted', lookups: [{}] }],
    [{ kind: 'notAccepted' }],
    [{ kind: 'notAccepted', text: 'No ID.', unconfirmedSends: 'two' }],
    [{ kind: 'failed', failure: {} }],
    [{ kind: 'failed', failure: { ...failure('Timeout'), unconfirmed: true, text: 7 } }],
    [{ kind: 'failed', failure: { ...failure('Timeout'), unconfirmed: true, advice: null } }],
    [{ ...unconfirmed, unconfirmedSends: -4 }],
    [notProcessed],
  ])('may have been charged, if only one number of it is odd: %j', async (outcome) => {
    const execution = new FakeExecution();
    execution.nodeContext['kaleyra 0 https://kaleyra.example HX1 startBulk'] = {
      ...EMPTY,
      batches: [{ numbers: [e164, number(2).e164], outcomes: [outcome, accepted(lookup(2))] }],
    } as unknown as IDataObject;
    const store = execution.open();
    expect(store.outcomeOf(e164)).toMatchObject({ kind: 'failed', failure: { unconfirmed: true } });
    expect(store.outcomeOf(number(2).e164)).toEqual(accepted(lookup(2)));
    expect(store.paid().accepted).toHaveLength(1);
    expect(await store.orphaned([])).toHaveLength(1);
    expect(execution.open(SCOPE, 1).unconfirmedSendsElsewhere(e164)).toBe(1);
    await store.compact();
    expect(store.outcomeOf(e164)).toMatchObject({ kind: 'failed', failure: { unconfirmed: true } });
  });
});
