import { isEnvelope, readBody, type Envelope } from '../../../nodes/Kaleyra/api/response';
import type { HttpOutcome, NetworkError } from '../../../nodes/Kaleyra/api/http';
import type { Clock } from '../../../nodes/Kaleyra/api/clock';

type Answer = Extract<HttpOutcome, { kind: 'response' }>;

export const START = Date.UTC(2026, 10, 23, 12);

export function http(status: number, headers: Record<string, unknown> = {}, body = ''): Answer {
  return { kind: 'response', status, headers, body };
}

export function fault(code: string): NetworkError {
  return { kind: 'networkError', code };
}

/** Reads what must be an envelope. */
export function envelope(json: unknown): Envelope {
  const body = readBody(JSON.stringify(json));
  if (!isEnvelope(body)) throw new Error(`no envelope: ${body.what}`);
  return body;
}

/** A clock that stands still but for sleeping, and notes each sleep. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  private time = START;

  constructor(private readonly chance = 0.5) {}

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return this.chance;
  }
}
