import { faults, SANDBOX_API_KEY, type Fault } from '../../support/sandbox';

/**
 * What the node may do after a fault: wait and retry (`busy`); not retry, but let another try send the numbers
 * (`refused`); never send them again, because they may have been charged (`unclear`); use the response (`answered`); or
 * use it and send nothing further, because Kaleyra did not take all numbers (`short`).
 */
type Kind = 'busy' | 'refused' | 'unclear' | 'answered' | 'short';

export interface FaultCase {
  readonly kind: Kind;
  readonly make: () => Fault;
  /** The sandbox never read the request, so its numbers do not count as sent. */
  readonly unread?: true;
  /** The timeout in seconds; such a case needs real time. */
  readonly timeout?: number;
}

const KEY_SAID_BACK = `The key ${SANDBOX_API_KEY} is odd`;

/** Every fault that can hit a paid request, by its name in docs/faults.md. */
export const FAULTS: Readonly<Record<string, FaultCase>> = {
  '429': { kind: 'busy', make: () => faults.tooManyRequests() },
  '429 for 5 s': { kind: 'busy', make: () => faults.tooManyRequests({ retryAfter: 5 }) },
  '429 until a date': {
    kind: 'busy',
    make: () => faults.tooManyRequests({ retryAfter: new Date(Date.now() + 5_000) }),
  },
  '429 for a day': { kind: 'refused', make: () => faults.tooManyRequests({ retryAfter: 86_400 }) },
  '503 for 5 s': { kind: 'busy', make: () => faults.unavailable({ retryAfter: 5 }) },
  '503': { kind: 'unclear', make: () => faults.unavailable() },
  '503 until a time that is over': {
    kind: 'unclear',
    make: () => faults.unavailable({ retryAfter: new Date(Date.now() - 5_000) }),
  },
  '503 for 0 s': { kind: 'unclear', make: () => faults.unavailable({ retryAfter: 0 }) },
  '500': { kind: 'unclear', make: faults.serverError },
  '502 with a web page': { kind: 'unclear', make: faults.badGateway },
  '401': { kind: 'refused', make: faults.unauthorized },
  '403': { kind: 'refused', make: faults.forbidden },
  'an error body with 200': { kind: 'unclear', make: () => faults.errorForm('B', 200) },
  'an error body with 200 that says 400': {
    kind: 'unclear',
    make: () => faults.acceptedThenErrorForm('A', 200),
  },
  'an error body with 400': { kind: 'refused', make: () => faults.errorForm('A', 400) },
  'a web page with 200': { kind: 'unclear', make: faults.html200 },
  'incomplete JSON': { kind: 'unclear', make: faults.truncatedJson },
  'a response that breaks off': { kind: 'unclear', make: faults.brokenOff },
  null: { kind: 'unclear', make: faults.nullBody },
  'an empty list': { kind: 'unclear', make: () => faults.arrayBody() },
  'no entries': { kind: 'unclear', make: faults.noEntries },
  'reset before reading': { kind: 'unclear', make: faults.resetBeforeRead, unread: true },
  'accepted, then reset': { kind: 'unclear', make: faults.acceptedThenReset },
  'accepted, then 500': { kind: 'unclear', make: faults.acceptedThen500 },
  'slower than the timeout': { kind: 'unclear', make: () => faults.slow(60_000), timeout: 1 },
  'a redirect to another host': {
    kind: 'unclear',
    make: () => faults.redirect('https://elsewhere.example/'),
  },
  'a redirect to plain HTTP': { kind: 'unclear', make: () => faults.redirect('http://api.kaleyra.io/') },
  'too few lookups': { kind: 'short', make: () => faults.short(4) },
  'two lookup IDs each': { kind: 'answered', make: faults.repeated },
  'lookups of other numbers': { kind: 'answered', make: faults.otherNumbers },
  'masked numbers': { kind: 'answered', make: faults.maskedAll },
  'lookup IDs under another name': { kind: 'answered', make: () => faults.renamedId('lookup_Id') },
  'lookup IDs called id': { kind: 'answered', make: () => faults.renamedId('id') },
  'lookups keyed by index': { kind: 'answered', make: faults.keyedByIndex },
  'lookups keyed by number': { kind: 'answered', make: faults.keyedByNumber },
  'lookups nested deeper': { kind: 'answered', make: faults.nestedDeeper },
  'lookups beside a 400': { kind: 'answered', make: () => faults.acceptedDespite(400) },
  'lookups beside a 429': { kind: 'answered', make: () => faults.acceptedDespite(429) },
  'lookups beside a 500': { kind: 'answered', make: () => faults.acceptedDespite(500) },
  'some lookups beside a 400': { kind: 'unclear', make: () => faults.acceptedInPart(400, 4) },
  'some lookups beside a 503': { kind: 'unclear', make: () => faults.acceptedInPart(503, 4) },
  'an acceptance with 403': { kind: 'unclear', make: () => faults.acceptedInWords(403) },
  'a list of bare IDs': { kind: 'unclear', make: faults.bareIds },
  'one of ten counted as invalid': { kind: 'unclear', make: faults.oneCountedInvalid },
  'a reason instead of an ID': {
    kind: 'answered',
    make: () => faults.lastRejected('Number is blacklisted'),
  },
  'a text instead of an ID': { kind: 'unclear', make: () => faults.lastRejected('queued') },
  'numbers in lists': { kind: 'answered', make: () => faults.numberInList() },
  'several numbers in each entry': { kind: 'answered', make: () => faults.numberInList('+12015550123') },
  'counters that cannot be right': {
    kind: 'short',
    make: () => faults.miscounted(4, { invalid_count: -3, duplicate_count: 9 }),
  },
  'counters of other numbers': {
    kind: 'short',
    make: () => faults.miscounted(9, { invalid_count: 0, duplicate_count: 9 }),
  },
  'one lookup ID for all numbers': { kind: 'answered', make: faults.sameId },
  'huge lookup IDs': { kind: 'answered', make: faults.hugeIds },
  'an API key in the error': {
    kind: 'refused',
    make: () => faults.status(400, { code: SANDBOX_API_KEY, error: { message: KEY_SAID_BACK } }),
  },
  'an API key in the lookups': {
    kind: 'answered',
    make: () => faults.extraField('remarks', KEY_SAID_BACK),
  },
  'a different order': { kind: 'answered', make: faults.shuffled },
  'a 20 MB body': { kind: 'answered', make: () => faults.hugeBody() },
};

export const REQUESTS = 5;

const operations = ['startBulk', 'lookUpNow'] as const;
const errorModes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** One run: the fault hits one of five requests. */
export interface Place {
  readonly fault: string;
  readonly nth: number;
  readonly onError: (typeof errorModes)[number];
  readonly retryOnFail: boolean;
  readonly output: string;
  readonly operation: (typeof operations)[number];
}

/** Every fault × request it hits × On Error × Retry On Fail × output × operation. */
export const PRODUCT: readonly Place[] = Object.keys(FAULTS).flatMap((fault) =>
  [1, 3].flatMap((nth) =>
    errorModes.flatMap((onError) =>
      [false, true].flatMap((retryOnFail) =>
        ['lookups', 'rows'].flatMap((output) =>
          operations.map((operation) => ({ fault, nth, onError, retryOnFail, output, operation })),
        ),
      ),
    ),
  ),
);

/** How often the numbers of each request are sent, if requests are sent one after another. */
export function expectedSends(place: Place, requests = REQUESTS): number[] {
  return Array.from({ length: requests }, (_, index) => sendsOf(index + 1, place));
}

function sendsOf(request: number, place: Place): number {
  const { kind, unread, timeout } = FAULTS[place.fault] as FaultCase;
  const isHit = request === place.nth;
  const stops = place.onError === 'stopWorkflow';
  const isBehind = request > place.nth;
  switch (kind) {
    case 'busy':
      return isHit ? 2 : 1;
    case 'answered':
      return 1;
    case 'short':
      return isBehind ? 0 : 1;
    case 'unclear':
      if (isHit && unread === true) return 0;
      // The first request goes alone. While a later one times out, all others are sent.
      if (timeout !== undefined && place.nth > 1) return 1;
      return isBehind && stops ? 0 : 1;
    case 'refused':
      if (isHit) return isTriedAgain(place) ? 2 : 1;
      return isBehind && stops && !place.retryOnFail ? 0 : 1;
  }
}

// n8n retries after a thrown error, and if the first item of the first output has an error.
function isTriedAgain({ onError, retryOnFail, output, nth }: Place): boolean {
  if (!retryOnFail) return false;
  return onError === 'stopWorkflow' || (output === 'rows' && nth === 1);
}
