import type { Account } from './kaleyra';
import { newSession, SandboxServer, type Session } from './server';
import type { Sandbox, SandboxOptions, SandboxSettings } from './types';

export { faults } from './faults';
export type { Fault, FaultWhere } from './faultTypes';
export type { Sandbox, SandboxOptions } from './types';

/** The default SID; invented. */
export const SANDBOX_SID = 'HXSANDBOX0000001IN';
/** The default API key; invented, in the form shown in Kaleyra's documentation. */
export const SANDBOX_API_KEY = `A${'5a4db0c0'.repeat(4)}`;

type Settings = Omit<Account, 'unfinished'>;

/** Starts a mock Kaleyra API on the loopback interface. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = new RunningSandbox(options);
  await sandbox.listen(options.port ?? 0);
  return sandbox;
}

class RunningSandbox implements Sandbox {
  url = '';
  private session: Session = newSession();
  private settings: Settings;
  private readonly server: SandboxServer;

  constructor(options: SandboxOptions) {
    this.settings = settingsOf(options);
    this.server = new SandboxServer(
      () => this.session,
      () => this.settings,
      options.onAnswer,
    );
  }

  async listen(port: number): Promise<void> {
    this.url = `http://127.0.0.1:${await this.server.listen(port)}`;
  }

  get sid() {
    return this.settings.sid;
  }

  get apiKey() {
    return this.settings.apiKey;
  }

  get requests() {
    return this.session.ledger.requests;
  }

  get openRequests() {
    return this.session.ledger.open;
  }

  get maxOpenRequests() {
    return this.session.ledger.maxOpen;
  }

  get lookups() {
    return this.session.ledger.lookups;
  }

  ofKind: Sandbox['ofKind'] = (kind) => this.requests.filter((request) => request.kind === kind);

  timesSent: Sandbox['timesSent'] = () => new Map(this.session.ledger.sent);

  timesBilled: Sandbox['timesBilled'] = () => new Map(this.session.ledger.billed);

  fault: Sandbox['fault'] = (kind, fault, where = {}) => this.session.rules.add(kind, fault, where);

  neverComplete: Sandbox['neverComplete'] = (predicate) => void this.session.unfinished.push(predicate);

  set: Sandbox['set'] = (changes: SandboxSettings) => {
    this.settings = { ...this.settings, ...changes };
  };

  release: Sandbox['release'] = () => this.server.release();

  reset: Sandbox['reset'] = () => {
    this.session = newSession();
  };

  stop: Sandbox['stop'] = async () => await this.server.stop();
}

function settingsOf(options: SandboxOptions): Settings {
  return {
    sid: options.sid ?? SANDBOX_SID,
    apiKey: options.apiKey ?? SANDBOX_API_KEY,
    pendingPolls: options.pendingPolls ?? 1,
    latencyMs: options.latencyMs ?? 0,
    shuffle: options.shuffle ?? true,
    pricePerLookup: options.pricePerLookup ?? 0.2,
    pricePerCheck: options.pricePerCheck ?? 0,
    balance: options.balance ?? null,
    detailsPath: options.detailsPath ?? 'both',
    maxNumbers: options.maxNumbers ?? Infinity,
    holdsResponses: options.holdsResponses ?? false,
  };
}
