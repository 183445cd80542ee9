import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock } from './clock';
import { lookupReply } from './envelopes';
import type { AnswerEntry, Drip, Fault, LookupAnswer, Reply } from './faultTypes';
import { firstHalf } from './faultTools';
import { answerAsKaleyra, type Account } from './kaleyra';
import { Ledger } from './ledger';
import { routeOf, type Route } from './routes';
import { Rules } from './rules';
import type { RecordedRequest } from './recordedRequest';
import type { SandboxOptions } from './types';

/** The state that a reset clears. */
export interface Session {
  readonly ledger: Ledger;
  readonly rules: Rules;
  readonly unfinished: Array<Account['unfinished'][number]>;
}

/** A new, empty session. */
export function newSession(): Session {
  return { ledger: new Ledger(), rules: new Rules(), unfinished: [] };
}

/** What the client gets; without a reply, the connection is cut. */
interface Ending {
  readonly reply: Reply | null;
  readonly breaksOff?: true;
  readonly delayMs: number;
  /** Pauses before its last piece, for a response that drips. */
  readonly drip: Drip | null;
  /** The lookups whose IDs the client can read in it. */
  readonly givenOut: readonly AnswerEntry[];
}

/** The HTTP server: records requests and applies the rules to the responses. */
export class SandboxServer {
  private readonly clock = new Clock();
  private readonly held: Array<() => void> = [];
  private readonly server: Server;

  constructor(
    private readonly session: () => Session,
    private readonly account: () => Omit<Account, 'unfinished'>,
    private readonly onAnswer: SandboxOptions['onAnswer'],
  ) {
    this.server = createServer((request, response) => void this.take(request, response));
    // Closing an idle connection just as the client reuses it would look like a fault that was not injected.
    this.server.keepAliveTimeout = 60_000;
  }

  /** @returns the port */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.clock.stop();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  release(): void {
    this.held.pop()?.();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = this.session();
    const route = routeOf(request.method ?? '', request.url ?? '');
    const record = session.ledger.arriving(request, route);
    const over = once(() => {
      session.ledger.open -= 1;
      this.onAnswer?.(record);
    });
    response.once('close', over);
    const unread = session.rules.cutsUnread(record);
    if (unread !== null) {
      record.fault = unread.name;
      request.socket.resetAndDestroy();
      return;
    }
    const body = await readAll(request);
    if (body === null) return;
    session.ledger.arrived(record, body);
    const fault = session.rules.next(record, digitsOf(record, session.ledger));
    record.fault = fault?.name ?? null;
    const ending = this.ending(record, route, fault, session);
    await this.clock.pause(this.account().latencyMs + ending.delayMs);
    if (this.account().holdsResponses) await new Promise<void>((resolve) => this.held.push(resolve));
    const left = ending.drip === null ? ending.reply : await this.drip(ending, response);
    if (response.destroyed) return;
    record.status = ending.breaksOff === true ? null : (ending.reply?.status ?? null);
    session.ledger.giveOut(ending.givenOut);
    // Before the first byte is sent, or a fast client's next request would seem to overlap with this one.
    over();
    send({ ...ending, reply: left }, response);
  }

  /** Sends all but the last piece. @returns what is left, without a head */
  private async drip({ reply, drip }: Ending, response: ServerResponse): Promise<Reply | null> {
    if (reply === null || drip === null) return reply;
    const { status, headers, body } = reply;
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    const size = Math.ceil(body.length / drip.pieces);
    let at = 0;
    for (; at + size < body.length && !response.destroyed; at += size) {
      response.write(body.slice(at, at + size));
      await this.clock.pause(drip.everyMs);
    }
    return { ...reply, body: body.slice(at) };
  }

  private ending(record: RecordedRequest, route: Route, fault: Fault | null, session: Session): Ending {
    if (fault?.act === 'replace') return { reply: fault.reply(record), ...AT_ONCE };
    const account = { ...this.account(), unfinished: session.unfinished };
    return endingOf(answerAsKaleyra(record, route, account, session.ledger), fault);
  }
}

const AT_ONCE = { delayMs: 0, drip: null, givenOut: [] };

function endingOf(answer: LookupAnswer | Reply, fault: Fault | null): Ending {
  if (fault?.act === 'cut') return { reply: null, ...AT_ONCE };
  if (fault?.act === 'breakOff') return { reply: toReply(answer), breaksOff: true, ...AT_ONCE };
  if (fault?.act === 'garble') return { reply: fault.garble(toReply(answer)), ...AT_ONCE };
  const altered = fault !== null && 'alter' in fault && 'entries' in answer ? fault.alter(answer) : answer;
  return {
    reply: rewritten(toReply(altered), fault),
    delayMs: fault?.act === 'delay' ? fault.ms : 0,
    drip: fault?.act === 'drip' ? fault.drip : null,
    givenOut: 'entries' in altered ? altered.entries : [],
  };
}

function toReply(answer: LookupAnswer | Reply): Reply {
  return 'entries' in answer ? lookupReply(answer) : answer;
}

function rewritten(reply: Reply, fault: Fault | null): Reply {
  if (fault?.act === 'rewrite') return fault.rewrite(reply);
  return fault?.act === 'pad' ? padded(reply, fault.bytes) : reply;
}

function padded(reply: Reply, bytes: number): Reply {
  return { ...reply, body: `{"padding":"${'x'.repeat(bytes)}",${reply.body.slice(1)}` };
}

function digitsOf(record: RecordedRequest, ledger: Ledger): readonly string[] {
  const looked = record.lookupId === null ? undefined : ledger.lookups.get(record.lookupId);
  return looked === undefined ? record.numbers : [looked];
}

function send({ reply, breaksOff }: Ending, response: ServerResponse): void {
  if (reply === null) {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(reply.body);
  if (!response.headersSent) {
    response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  }
  if (breaksOff === true) response.write(firstHalf(reply.body), () => response.socket?.end());
  else response.end(body);
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

async function readAll(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}
