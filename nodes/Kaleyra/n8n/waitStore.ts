import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../api/clock';
import { isObject } from '../api/json';
import type { Wait } from '../lookup/pollDetails';
import { isTool, runKey } from './execution';
import { StoredLookups } from './storedRecords';

/** A wait that can be forgotten once no further try needs it. */
export interface StoredWait extends Wait {
  clear(): void;
}

interface Stored {
  readonly executionId: string;
  /** By `performance.now()`, because the computer's clock may be set between two tries. */
  readonly beganAt: number;
  readonly known: Record<string, unknown>;
}

/**
 * Begins to wait for details, or goes on with the wait of an earlier try of *Retry On Fail*, so that one time limit holds
 * for all tries and none asks for what another has found. It lives where `openRetryStore` keeps its own. A retried
 * execution waits anew, but keeps what was found. An AI agent's calls of its tool look like tries, so each one waits on
 * its own.
 */
export function openWait(context: IExecuteFunctions, clock: Clock): StoredWait {
  if (isTool(context.getNode())) return { startedAt: clock.now(), known: new Map(), clear: () => undefined };
  const nodeContext = context.getContext('node');
  const key = `kaleyraWait ${runKey(context)}`;
  const executionId = context.getExecutionId();
  const now = performance.now();
  const earlier = nodeContext[key];
  const isEarlier = isStored(earlier);
  const stored: Stored = {
    executionId,
    beganAt: isEarlier && earlier.executionId === executionId ? earlier.beganAt : now,
    known: isEarlier ? earlier.known : {},
  };
  nodeContext[key] = stored as unknown as IDataObject;
  return {
    startedAt: clock.now() - (now - stored.beganAt),
    known: new StoredLookups(stored.known),
    clear() {
      delete nodeContext[key];
    },
  };
}

function isStored(value: unknown): value is Stored {
  return isObject(value) && isObject(value.known) && typeof value.beganAt === 'number';
}
