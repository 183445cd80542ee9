import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import type { Clock } from '../../nodes/Kaleyra/api/clock';
import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { balanceIn } from './balance';
import { observeDetails } from './details';
import type { Exchange, Observations, Step } from './observations';
import { paidRequests } from './plan';
import type { Request, Wire } from './wire';
import type { Wishes } from './wishes';

/** In the form of a key, and nobody's. */
const WRONG_KEY = `A${'0'.repeat(32)}`;
const WRONG_SID = 'HX0000000000IN';
/** As long as the node's addresses get. */
const LONG_ADDRESS = 2_000;

/** What was seen so far, and the means to see more. */
export class Observer {
  readonly exchanges: Exchange[] = [];
  private balance: number | null = null;

  constructor(
    private readonly wishes: Wishes,
    private readonly wire: Wire,
    private readonly now: () => number,
  ) {}

  async ask(step: Step, request: Request, numbers: readonly string[] = []): Promise<HttpOutcome> {
    const { outcome, milliseconds } = await this.timed(request);
    this.exchanges.push(exchangeOf({ step, ...request, numbers, outcome, milliseconds, spent: null }));
    return outcome;
  }

  /** Asks what may cost something, and reads the balance after it. */
  async askForMoney(step: Step, request: Request, numbers: readonly string[] = []): Promise<HttpOutcome> {
    const { outcome, milliseconds } = await this.timed(request);
    const at = this.exchanges.length;
    const spent = await this.readBalance();
    this.exchanges.splice(at, 0, exchangeOf({ step, ...request, numbers, outcome, milliseconds, spent }));
    return outcome;
  }

  /** @returns by how much it fell since it was last read; null where that cannot be said */
  async readBalance(): Promise<number | null> {
    const { balancePath, sid } = this.wishes;
    if (balancePath === null) return null;
    const path = balancePath.replaceAll('<SID>', encodePathSegment(sid));
    const before = this.balance;
    this.balance = balanceIn(await this.ask('balance', { method: 'GET', path }));
    return before === null || this.balance === null ? null : before - this.balance;
  }

  private async timed(request: Request): Promise<{ outcome: HttpOutcome; milliseconds: number }> {
    const start = this.now();
    const outcome = await this.wire.send(request);
    return { outcome, milliseconds: this.now() - start };
  }
}

// Of the request only what a judge needs; above all not the key.
function exchangeOf({ step, method, path, numbers, outcome, milliseconds, spent }: Exchange): Exchange {
  return { step, method, path, numbers, outcome, milliseconds, spent };
}

/** Makes the free requests. @returns what came of the credential's check */
export async function observeAccount(observer: Observer, wishes: Wishes): Promise<HttpOutcome> {
  const path = profilesPath(wishes.sid);
  await observer.readBalance();
  const check = await observer.askForMoney('check', { method: 'GET', path });
  if (check.kind === 'networkError') return check;
  await observer.ask('wrongKey', { method: 'GET', path, apiKey: WRONG_KEY });
  await observer.ask('wrongSid', { method: 'GET', path: profilesPath(WRONG_SID) });
  const padding = 'x'.repeat(Math.max(0, LONG_ADDRESS - `${wishes.baseUrl}${path}&padding=`.length));
  await observer.ask('longAddress', { method: 'GET', path: `${path}&padding=${padding}` });
  return check;
}

function profilesPath(sid: string): string {
  return `/v1/${encodePathSegment(sid)}/callback/profiles?limit=1&offset=0`;
}

/**
 * Why nothing is paid for after such a check, or null. A 403 or 404 is no reason: not every key may read callback
 * profiles.
 */
export function whyNotPay(check: HttpOutcome): string | null {
  if (check.kind === 'networkError') return `nothing answered (${check.code})`;
  if (check.status === 401) return 'the API key was not accepted';
  if (check.status >= 300 && check.status < 400) return 'the address redirects to another';
  return null;
}

/** What the paid requests left behind besides their exchanges. */
export type Lookups = Pick<Observations, 'lookupId' | 'detailsSpent'>;

/** Makes the paid requests, each once, whatever comes of it, and asks for the details of one lookup. */
export async function observeLookups(observer: Observer, wishes: Wishes, waiting: Clock): Promise<Lookups> {
  for (const request of paidRequests(wishes.sid, wishes.numbers)) {
    await observer.askForMoney(request.step, request, request.numbers);
  }
  const lookupId = await observeDetails(observer, wishes, waiting);
  return { lookupId, detailsSpent: lookupId === null ? null : await observer.readBalance() };
}

/** Everything that was seen, for the judges. */
export function observationsOf(observer: Observer, wishes: Wishes, lookups: Lookups): Observations {
  const { numbers, ported } = wishes;
  return { exchanges: observer.exchanges, numbers, ported, ...lookups };
}
