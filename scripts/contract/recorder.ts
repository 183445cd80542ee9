import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { balanceIn } from './balance';
import { PAID_STEPS, readExchange, type Exchange, type Step } from './observations';
import type { CliOptions } from './options';
import { AxiosTransport, type Request } from './transport';

/** The balance is read after these. */
const METERED: readonly Step[] = ['check', ...PAID_STEPS];

/** Sends requests, and records every exchange. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  private readonly transport: AxiosTransport;
  private balance: number | null = null;

  constructor(
    private readonly options: CliOptions,
    private readonly now: () => number,
  ) {
    this.transport = new AxiosTransport(options);
  }

  async send(step: Step, request: Request, numbers: readonly string[] = []): Promise<HttpOutcome> {
    const start = this.now();
    const outcome = await this.transport.send(request);
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
