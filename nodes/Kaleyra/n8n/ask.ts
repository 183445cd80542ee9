import type { IExecuteFunctions } from 'n8n-workflow';

import type { PaidAnswer, Result } from '../api';
import {
  notSent,
  plural,
  settle,
  unasked,
  type Failure,
  type Fate,
  type Ledger,
  type Plan,
  type Stray,
  type Wanted,
} from '../batch';
import { requestFault } from './fault';
import type { Memory } from './memory';
import type { Settings } from './settings';

/** One way of asking about many numbers for money. */
export interface PaidCall {
  divide(wanted: readonly Wanted[]): Wanted[][];
  send(wanted: readonly Wanted[]): Promise<Result<PaidAnswer>>;
}

/** What became of the numbers, and what it took. */
export interface AskedFor {
  readonly ledger: Ledger;
  readonly requests: number;
  readonly remembered: number;
  /** Lookups whose details are still pending; absent where nobody waited. */
  readonly pending?: number;
}

/**
 * Asks about every number that was not asked about in an earlier try, one request after another. What comes back is
 * remembered at once, so that no number is paid for twice whatever happens next.
 * @throws with On Error = Stop, on the first request that fails; with the others everything is sent
 */
export async function askForAll(
  context: IExecuteFunctions,
  plan: Plan,
  settings: Settings,
  memory: Memory,
  call: PaidCall,
): Promise<AskedFor> {
  const run = new Run(context, plan, settings, memory);
  const open = run.recall();
  const remembered = plan.wanted.length - open.length;

  const limit = overLimit(open.length, settings.maxLookups);
  const requests = limit === null ? call.divide(open) : [open];
  let halt = limit;
  let sent = 0;
  for (const asked of requests) {
    if (halt !== null) {
      run.stopUnlessContinuing(halt, asked);
      break;
    }
    const result = await call.send(asked);
    sent += 1;
    halt = run.note(asked, result);
    context.getExecutionCancelSignal()?.throwIfAborted();
    if (!result.ok) run.stopUnlessContinuing(result.failure, asked);
  }
  return { ledger: run.ledger(halt), requests: sent, remembered };
}

const ALL_SENT = notSent('Every number was sent');

class Run {
  private readonly fates = new Map<string, Fate>();
  private readonly strays: Stray[];

  constructor(
    private readonly context: IExecuteFunctions,
    private readonly plan: Plan,
    private readonly settings: Settings,
    private readonly memory: Memory,
  ) {
    const unwanted = memory.unwanted(plan.wanted).map((answer) => ({ answer, item: 0 }));
    this.strays = [...memory.strays(plan.rowCount), ...unwanted];
  }

  /**
   * Takes over what an earlier try knows.
   * @returns the numbers still to be sent
   */
  recall(): Wanted[] {
    return this.plan.wanted.filter((wanted) => {
      const fate = this.memory.recall(wanted.number.e164);
      if (fate === null || (fate.kind === 'failed' && this.settings.retryUnconfirmed)) return true;
      if (fate.kind === 'failed') this.stopUnlessContinuing(fate.failure, [wanted]);
      this.fates.set(wanted.number.e164, fate);
      return false;
    });
  }

  /**
   * Keeps what one request brought.
   * @returns why no further request should be sent, or null
   */
  note(asked: readonly Wanted[], result: Result<PaidAnswer>): Failure | null {
    if (!result.ok) {
      const fate: Fate = { kind: 'failed', failure: result.failure };
      this.keep(new Map(asked.map(({ number }) => [number.e164, fate])), []);
      return null;
    }
    const { fates, strays, halt } = settle(asked, result.value, this.settings.numberFormat);
    this.keep(fates, strays);
    return halt === null ? null : notSent(halt);
  }

  stopUnlessContinuing(failure: Failure, asked: readonly Wanted[]): void {
    if (this.context.continueOnFail()) return;
    throw requestFault(this.context.getNode(), failure, {
      itemIndex: asked[0]?.items[0] ?? 0,
      numbers: asked.map(({ number }) => number.e164),
      accepted: this.memory.accepted(),
    });
  }

  ledger(halt: Failure | null): Ledger {
    return { fates: this.fates, strays: this.strays, unsent: halt ?? ALL_SENT };
  }

  private keep(fates: ReadonlyMap<string, Fate>, strays: readonly Stray[]): void {
    for (const [e164, fate] of fates) this.fates.set(e164, fate);
    for (const stray of strays) this.strays.push(stray);
    this.memory.remember(fates, strays);
  }
}

function overLimit(numbers: number, maxLookups: number): Failure | null {
  if (maxLookups === 0 || numbers <= maxLookups) return null;
  const figures = `${plural(numbers, 'number', 'numbers')} would be looked up, but 'Max Lookups' is ${maxLookups.toLocaleString('en-US')}`;
  return unasked(
    figures,
    "Nothing was sent. Raise 'Max Lookups', set it to 0 for no limit, or pass fewer rows.",
  );
}
