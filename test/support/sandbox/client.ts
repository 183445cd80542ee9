import { sendPlain } from '../plainHttp';
import type { Sandbox } from './types';

/** What a client sees of one response. */
export interface Seen {
  /** HTTP status, or the network's code, such as `ECONNRESET`. */
  readonly status: number | string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A client that shows responses as they are: it follows no redirects, throws for no status and parses no bodies. */
export class PlainClient {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly key = sandbox.apiKey,
    private readonly sid = sandbox.sid,
  ) {}

  /** `POST /v1/<SID>/lookup` with these entries. */
  async startBulk(mobile: readonly unknown[]): Promise<Seen> {
    return await this.send('POST', `/v1/${this.sid}/lookup`, JSON.stringify({ mobile }));
  }

  /** `GET /v1/<SID>/lookup/<numbers>`; the list is put into the path unchanged. */
  async lookUpNow(list: string): Promise<Seen> {
    return await this.send('GET', `/v1/${this.sid}/lookup/${list}`);
  }

  /** `GET <prefix>/<account>/lookup/get-info/<lookup_id>` */
  async details(lookupId: string, prefix = '/api/v1', account = this.sid): Promise<Seen> {
    return await this.send('GET', `${prefix}/${account}/lookup/get-info/${encodeURIComponent(lookupId)}`);
  }

  /** `GET /v1/<SID>/callback/profiles` */
  async callbackProfiles(): Promise<Seen> {
    return await this.send('GET', `/v1/${this.sid}/callback/profiles?limit=1&offset=0`);
  }

  async send(method: string, path: string, data?: string, type = 'application/json'): Promise<Seen> {
    const outcome = await sendPlain({
      method,
      url: this.sandbox.url + path,
      ...(data === undefined ? {} : { data }),
      headers: { 'api-key': this.key, 'content-type': type },
      proxy: false,
      timeout: 10_000,
    });
    if (outcome.kind === 'networkError') return { status: outcome.code, headers: {}, text: '' };
    return { status: outcome.status, headers: outcome.headers, text: outcome.body };
  }
}

/** An envelope as received; `data` contains the entries. */
export interface Envelope {
  readonly code?: string;
  readonly message?: string;
  readonly price?: number;
  readonly total_processed_count?: number;
  readonly invalid_count?: number;
  readonly duplicate_count?: number;
  readonly data: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** Parses a flat envelope. */
export function flat({ text }: Seen): Envelope {
  return JSON.parse(text) as Envelope;
}

/** Parses a wrapped envelope. */
export function wrapped({ text }: Seen): Envelope {
  return (JSON.parse(text) as { data: Envelope }).data;
}

/** The first lookup ID in a bulk lookup's response. */
export function firstId(seen: Seen): string {
  return String(wrapped(seen).data[0]?.lookup_id);
}
