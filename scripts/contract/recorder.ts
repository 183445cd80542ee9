import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import { isSuccess, type HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { sendPlain } from '../../test/support/plainHttp';
import { PAID_STEPS, parseJson, readExchange, type Exchange, type Step } from './observations';
import type { CliOptions } from './options';

const TIMEOUT_MS = 30_000;
const MAX_RESPONSE_BYTES = 5_000_000;

/** A request without the account's address. */
export interface Request {
  readonly method: 'GET' | 'POST';
  /** With its leading slash. */
  readonly path: string;
  readonly body?: unknown;
  /** In place of the account's key. */
  readonly apiKey?: string;
}

/** Sends with axios what the node sends with n8n's helper, so that what is observed is Kaleyra's doing. */
async function send(baseUrl: string, { method, path, body, apiKey }: Request): Promise<HttpOutcome> {
  return await sendPlain({
    method,
    url: baseUrl + path,
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
    headers: { 'api-key': apiKey, 'Content-Type': 'application/json', Accept: 'application/json' },
    // Plain http is for this machine alone, and a proxy would read the key.
    ...(baseUrl.startsWith('http:') ? { proxy: false } : {}),
    timeout: TIMEOUT_MS,
    maxContentLength: MAX_RESPONSE_BYTES,
  });
}

/** The balance is read after these. */
const METERED: readonly Step[] = ['check', ...PAID_STEPS];

/** Sends requests, and records every exchange. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  private balance: number | null = null;

  constructor(
    private readonly options: CliOptions,
    private readonly now: () => number,
  ) {}

  async send(step: Step, request: Request, numbers: readonly string[] = []): Promise<HttpOutcome> {
    const start = this.now();
    const { baseUrl, apiKey } = this.options;
    const outcome = await send(baseUrl, { apiKey, ...request });
    const milliseconds = this.now() - start;
    const index = this.exchanges.length;
    const spent = METERED.includes(step) ? await this.readBalance() : null;
    // Only what a check needs of the request; above all not the key.
    const { method, path } = request;
    const exchange = readExchange({ step, method, path, numbers, outcome, milliseconds, spent });
    this.exchanges.splice(index, 0, exchange);
    return outcome;
  }

  /** @returns by how much it fell since it was last read; null where that cannot be said */
  async readBalance(): Promise<number | null> {
    const { balancePath, sid } = this.options;
    if (balancePath === null) return null;
    const path = balancePath.replaceAll('<SID>', encodePathSegment(sid));
    const before = this.balance;
    this.balance = balanceIn(await this.send('balance', { method: 'GET', path }));
    return before === null || this.balance === null ? null : before - this.balance;
  }
}

/**
 * The balance in a response, which falls by what is spent. The page that describes it speaks of a "balance amount" of
 * prepaid accounts and a "usage amount" of postpaid ones, which rises; the names of the fields could not be read.
 */
export function balanceIn(outcome: HttpOutcome): number | null {
  const json = isSuccess(outcome) ? parseJson(outcome.body) : null;
  const usage = findAmount(json, /usage.*amount|amount.*us(?:ed|age)/i);
  return findAmount(json, /balance/i) ?? (usage === null ? null : -usage);
}

function findAmount(value: unknown, name: RegExp): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = Object.entries(value);
  const own = fields.filter(([key]) => name.test(key)).map(([, amount]) => toNumber(amount));
  const nested = fields.map(([, inner]) => findAmount(inner, name));
  return [...own, ...nested].find((amount) => amount !== null) ?? null;
}

function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/,/g, '')) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
