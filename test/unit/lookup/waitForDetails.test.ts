import { describe, expect, test } from '@jest/globals';

import type { SentBatches } from '../../../nodes/Kaleyra/lookup/sendBatches';
import type { LookupOutcome, UnmatchedLookup } from '../../../nodes/Kaleyra/lookup/types';
import { waitForDetails } from '../../../nodes/Kaleyra/lookup/waitForDetails';
import { failed, success, type Lookup, type Result } from '../../../nodes/Kaleyra/types';
import { forEachNow } from '../../support/forEachNow';
import { FakeClock, START } from '../api/tools';
import { failure, knownOf, lookup, outcomesOf } from './tools';

const accepted = (...lookups: Lookup[]): LookupOutcome => ({ kind: 'accepted', lookups });

function sentBatches(
  outcomesByEnd: Record<number, LookupOutcome>,
  unmatched: UnmatchedLookup[] = [],
): SentBatches {
  const results = { outcomes: outcomesOf(outcomesByEnd), unmatched, notSentReason: failure('Not sent') };
  return { results, stats: { requests: 3, sent: 5, restored: 1 } };
}

/** What every lookup has found, unless it is told otherwise. */
function complete(lookupId: string): Result<Lookup> {
  return success(
    lookup('', { lookupId, status: 'complete', isPorted: true, fields: { current_mcc: lookupId } }),
  );
}

/** Waits a minute for the details of what was sent; the clock only moves by sleeping. */
async function wait(
  sent: SentBatches,
  getDetails: (lookupId: string) => Result<Lookup> = complete,
): Promise<SentBatches & { asked: string[]; took: number }> {
  const asked: string[] = [];
  const clock = new FakeClock();
  const client = {
    async getDetails(lookupId: string): Promise<Result<Lookup>> {
      asked.push(lookupId);
      return getDetails(lookupId);
    },
    endDetails: () => undefined,
  };
  const found = await waitForDetails(sent, 60_000, {
    client,
    clock,
    signal: undefined,
    forEach: forEachNow,
  });
  return { ...found, asked, took: clock.now() - START };
}

describe('waiting for details', () => {
  test('fills in what every accepted lookup has found, in the same order', async () => {
    const other = { lookup: lookup('442079460001', { lookupId: 'c' }), itemIndex: 5 };
    const sent = sentBatches(
      { 2: accepted(lookup(2, { lookupId: 'a' }), lookup(2, { lookupId: 'b' })), 1: accepted(lookup(1)) },
      [other],
    );
    const { results, asked, took } = await wait(sent);
    expect(asked.sort()).toEqual(['a', 'b', 'c', lookup(1).lookupId].sort());
    expect(took).toBe(0);
    expect([...knownOf(results).keys()]).toEqual([...knownOf(sent.results).keys()]);
    expect(results.outcomes[2]).toMatchObject({
      kind: 'accepted',
      lookups: [
        {
          lookupId: 'a',
          status: 'complete',
          isPorted: true,
          fields: { current_mcc: 'a', mobile_number: '919876543202' },
        },
        { lookupId: 'b', status: 'complete', fields: { current_mcc: 'b' } },
      ],
    });
    expect(results.unmatched).toMatchObject([
      { itemIndex: 5, lookup: { lookupId: 'c', status: 'complete', fields: { current_mcc: 'c' } } },
    ]);
  });

  test('leaves other outcomes, and why the rest was not sent, as they are', async () => {
    const outcomes: Record<number, LookupOutcome> = {
      1: { kind: 'failed', failure: failure('Timeout') },
      2: { kind: 'notAccepted', requestId: 'R', text: 'No ID.' },
    };
    const sent = sentBatches(outcomes);
    const { results, asked } = await wait(sent);
    expect(results).toEqual(sent.results);
    expect(asked).toEqual([]);
  });

  test('leaves a lookup without an ID as it is, since nothing can be asked about it', async () => {
    const withoutId = lookup(1, { lookupId: null });
    const other = { lookup: lookup('442079460001', { lookupId: null }), itemIndex: 0 };
    const { results, asked } = await wait(sentBatches({ 1: accepted(withoutId) }, [other]));
    expect(asked).toEqual([]);
    expect(results.outcomes[1]).toEqual(accepted(withoutId));
    expect(results.unmatched).toEqual([other]);
  });

  test('keeps what is still pending when the time is up, and the counts of the run', async () => {
    const sent = sentBatches({ 1: accepted(lookup(1, { lookupId: 'a' })), 2: accepted(lookup(2)) }, [
      { lookup: lookup('442079460001', { lookupId: 'b' }), itemIndex: 0 },
    ]);
    const { results, stats, took } = await wait(sent, (lookupId) =>
      lookupId.length === 1 ? failed(failure('Down')) : complete(lookupId),
    );
    expect(stats).toEqual({ requests: 3, sent: 5, restored: 1 });
    expect(took).toBe(59_000);
    expect(results.outcomes[1]).toMatchObject({
      lookups: [{ lookupId: 'a', status: 'pending', note: 'Down.' }],
    });
    expect(results.unmatched).toMatchObject([{ lookup: { lookupId: 'b', status: 'pending' } }]);
  });

  test('changes nothing of what was sent', async () => {
    const sent = sentBatches({ 1: accepted(lookup(1)) });
    await wait(sent);
    expect(sent).toEqual(sentBatches({ 1: accepted(lookup(1)) }));
  });
});
