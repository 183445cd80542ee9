import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { sendBatches, type SentBatches } from '../../../nodes/Kaleyra/lookup/sendBatches';
import type { UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import { failed, success, type BatchResponse, type Result } from '../../../nodes/Kaleyra/types';
import { fakeRun, InMemoryStore, planOf, unconfirmed } from './fakePorts';
import { failure, lookup, response, unique } from './tools';

const BEHAVIORS = [
  'accepts all',
  'accepts all, masked',
  'accepts all, with two IDs each',
  'accepts the first, counts the others as invalid',
  'accepts the first, does not mention the others',
  'counts all as invalid',
  'accepts all, but does not answer in time',
  'does not answer in time',
  'refuses',
] as const;
type Behavior = (typeof BEHAVIORS)[number];

/** Kaleyra, with a book of what it has accepted. */
class FakeKaleyra {
  /** By E.164, in how many requests it was accepted. */
  readonly accepted = new Map<string, number>();
  /** The lookup IDs of all responses. */
  readonly lookupIds: string[] = [];
  private lastId = 0;

  respond(batch: readonly UniqueNumber[], behavior: Behavior): Result<BatchResponse> {
    const others = batch.length - 1;
    switch (behavior) {
      case 'accepts all':
        return this.accept(batch);
      case 'accepts all, masked':
        return this.accept(batch, () => '91XXXXXXXXXX');
      case 'accepts all, with two IDs each':
        return this.accept(batch, ({ digits }) => digits, 2);
      case 'accepts the first, counts the others as invalid':
        return this.accept(batch.slice(0, 1), ({ digits }) => digits, 1, { invalidCount: others });
      case 'accepts the first, does not mention the others':
        return this.accept(batch.slice(0, 1));
      case 'counts all as invalid':
        return success(response([], { invalidCount: batch.length }));
      case 'accepts all, but does not answer in time':
        this.book(batch);
        return unconfirmed(failure('Timeout'));
      case 'does not answer in time':
        return unconfirmed(failure('Timeout'));
      case 'refuses':
        return failed(failure('Too many requests'));
    }
  }

  private accept(
    numbers: readonly UniqueNumber[],
    mobileNumber = ({ digits }: UniqueNumber): string => digits,
    idsEach = 1,
    counters: Partial<BatchResponse> = {},
  ): Result<BatchResponse> {
    this.book(numbers);
    const lookups = numbers.flatMap((number) =>
      Array.from({ length: idsEach }, () => {
        const lookupId = `id ${(this.lastId += 1)}`;
        this.lookupIds.push(lookupId);
        return lookup(mobileNumber(number), { lookupId });
      }),
    );
    return success(response(lookups, counters));
  }

  private book(numbers: readonly UniqueNumber[]): void {
    for (const { number } of numbers)
      this.accepted.set(number.e164, (this.accepted.get(number.e164) ?? 0) + 1);
  }
}

const anyTry = fc.record({
  // The items of a try may be others than those of the one before.
  ends: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  batchSize: fc.integer({ min: 1, max: 4 }),
  behaviors: fc.array(fc.constantFrom(...BEHAVIORS), { minLength: 8, maxLength: 8 }),
  onError: fc.constantFrom('stop' as const, 'continue' as const),
  maxLookups: fc.constantFrom(0, 0, 4),
  cancelledAtRequest: fc.option(fc.integer({ min: 1, max: 4 }), { nil: 0 }),
  atOnce: fc.constantFrom(1, 4),
  // How long each response takes, so that they overtake each other.
  turns: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 4, maxLength: 4 }),
});

function idsIn({ results }: SentBatches): Array<string | null> {
  const ofNumbers = results.outcomes.flatMap((outcome) =>
    outcome?.kind === 'accepted' ? outcome.lookups : [],
  );
  return [...ofNumbers, ...results.unmatched.map((one) => one.lookup)].map(({ lookupId }) => lookupId);
}

test('over any tries and responses, no number is accepted twice and no accepted lookup is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTry, { minLength: 1, maxLength: 5 }), async (tries) => {
      const store = new InMemoryStore();
      const kaleyra = new FakeKaleyra();
      for (const one of tries) {
        const { ends, batchSize, behaviors, onError, maxLookups, cancelledAtRequest, atOnce, turns } = one;
        const delay = async (request: number): Promise<void> => {
          for (let turn = turns[request % turns.length] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
        };
        const controller = new AbortController();
        const { ports } = fakeRun(
          (batch, request) => {
            if (request === cancelledAtRequest) controller.abort(new Error('cancelled'));
            return kaleyra.respond(batch, behaviors[request - 1] ?? 'refuses');
          },
          { store, onError, batchSize, signal: controller.signal, atOnce, delay },
        );
        const plan = planOf(ends.map((end, itemIndex) => unique(end, [itemIndex])));
        const options = { maxLookups, numberFormat: 'e164', retryUnconfirmed: false } as const;
        const sent = await sendBatches(plan, options, ports).catch(() => null);

        expect([...kaleyra.accepted.values()].filter((times) => times > 1)).toEqual([]);
        const stored = store.accepted().map(({ lookup_id }) => lookup_id);
        expect(stored.sort()).toEqual([...kaleyra.lookupIds].sort());
        if (sent !== null) expect(idsIn(sent).sort()).toEqual([...kaleyra.lookupIds].sort());
      }
    }),
    { numRuns: 200 },
  );
});
