import { setImmediate as realTurn } from 'node:timers/promises';
import { inspect } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LoggerProxy, type IDataObject, type INodeExecutionData, type INodeType } from 'n8n-workflow';

import { allPairs } from './allPairs';
import {
  differentNumbers,
  loadPackage,
  runWorkflow,
  sandboxCredentials,
  type EngineRun,
} from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';
import { faults, SANDBOX_API_KEY, startSandbox, type Sandbox } from '../../support/sandbox';
import { FAULTS, type FaultCase } from './cases';
import { complaintsAbout, toldBy, toldByNode } from './oracle';
import { SHAPES, surroundingNodes, workflowOf, type Shape } from './workflows';

let sandbox: Sandbox;
const leaks: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ pendingPolls: 0 });
  const note = (...words: unknown[]): void => {
    const text = inspect(words, { depth: 8 });
    if (text.includes(SANDBOX_API_KEY)) leaks.push(text);
  };
  LoggerProxy.init({ debug: note, info: note, warn: note, error: note });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const PER_REQUEST = 5;
const COUNT = 40;
const { items, numbers } = differentNumbers(COUNT);
const others = differentNumbers(COUNT, COUNT).numbers;
const list = (from: number, to: number): string => numbers.slice(from, to).join(', ');
// They overlap; what an earlier call has paid for is not paid for again.
const CALLS = [list(0, 25), list(15, 40), list(0, 25), list(10, 30)];

/** Columns that n8n, or the node, could take for its own. */
const COLUMNS: readonly IDataObject[] = [
  ...['', '0', 'no', 0, 1, false, true, null, [], [null], {}, { message: '' }].map((error) => ({ error })),
  { message: 'mine' },
  { details: { unconfirmed: true } },
  { error: 'mine', message: 'mine', details: null },
  { lookup: 'mine', rejected: 0, lookup_id: 'mine' },
];

interface Place {
  readonly fault: string;
  readonly nth: readonly number[];
  readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
  readonly retryOnFail: boolean;
  readonly output: string;
  readonly asked: (typeof ASKED)[number];
  readonly shape: Shape;
  readonly atOnce: 1 | 4;
  readonly columns: IDataObject;
  readonly cancelAt?: { readonly kind: 'startBulk' | 'lookUpNow' | 'details'; readonly request: number };
}

const ASKED = ['startBulk', 'lookUpNow', 'startBulk with details'] as const;

const DIMENSIONS = {
  // Those that need real time or a lot of memory are in money.test.ts.
  fault: Object.keys(FAULTS).filter((name) => !/slower|20 MB/.test(name)),
  nth: [[1], [3], [5], [4, 5, 6, 7], [1, 2, 3]],
  onError: ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'],
  retryOnFail: [false, true],
  output: ['lookups', 'rows'],
  shape: SHAPES,
  atOnce: [1, 4],
} as const;

const SEED = 16;
const PLACES = allPairs({ ...DIMENSIONS, asked: ASKED, columns: COLUMNS }, SEED) as Place[];

const PHASES = [
  { asked: 'startBulk', cancelAt: { kind: 'startBulk', request: 1 } },
  { asked: 'startBulk', cancelAt: { kind: 'startBulk', request: 4 } },
  { asked: 'lookUpNow', cancelAt: { kind: 'lookUpNow', request: 1 } },
  { asked: 'lookUpNow', cancelAt: { kind: 'lookUpNow', request: 4 } },
  { asked: 'startBulk with details', cancelAt: { kind: 'startBulk', request: 2 } },
  { asked: 'startBulk with details', cancelAt: { kind: 'details', request: 1 } },
  { asked: 'startBulk with details', cancelAt: { kind: 'details', request: 7 } },
] as const;
const CANCELLED = allPairs({ ...DIMENSIONS, phase: PHASES }, SEED).map(({ phase, ...place }) => ({
  ...place,
  ...phase,
  columns: {},
})) as Place[];

const titled = (places: readonly Place[]): Array<[string, Place]> =>
  places.map((place) => [
    Object.values(place)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join(', '),
    place,
  ]);

const overlaps = { tried: 0, seen: 0 };

describe(`workflows of every shape: ${PLACES.length} places, every pair of values`, () => {
  test.each(titled(PLACES))(
    '%s',
    async (_title, place) => {
      const { run } = await runAt(sandbox, place);
      expect(complaintsAbout(sandbox, toldBy(run.raw), run.raw)).toEqual([]);
      if (place.atOnce === 1) expect(sandbox.maxOpenRequests).toBeLessThanOrEqual(1);
      else if (FAULTS[place.fault]?.kind === 'answered') overlaps.tried += 1;
      if (place.atOnce === 4 && sandbox.maxOpenRequests >= 4) overlaps.seen += 1;
    },
    20_000,
  );

  test('where four may be under way, they were', () => {
    expect(overlaps.seen).toBeGreaterThanOrEqual(overlaps.tried / 2);
  });
});

describe(`workflows of every shape, cancelled at every phase: ${CANCELLED.length} places, every pair of values`, () => {
  test.each(titled(CANCELLED))(
    '%s',
    async (_title, place) => {
      // One of its own, because the requests of a cancelled run can still arrive later.
      const own = await startSandbox({ pendingPolls: 0 });
      const { run, outputs, thrown } = await runAt(own, place);
      await own.stop();
      expect(complaintsAbout(own, toldByNode(outputs, thrown), [run.raw, outputs, thrown], true)).toEqual([]);
    },
    20_000,
  );
});

test('the API key is in no line of any log', () => expect(leaks).toEqual([]));

/** @returns what the run calls when it starts */
function prepare(server: Sandbox, place: Place): ((cancel: () => void) => void) | undefined {
  const { fault, nth, asked, shape, atOnce, cancelAt } = place;
  const onStart = cancelAt === undefined ? undefined : cancelWhen(server, cancelAt);
  server.set({ holdsResponses: atOnce === 4 });
  const firstOfSecondNode = COUNT / PER_REQUEST;
  const hit = shape === 'two nodes' ? [...nth, ...nth.map((one) => one + firstOfSecondNode)] : nth;
  server.fault(operationOf(asked), (FAULTS[fault] as FaultCase).make(), { nth: hit });
  return onStart;
}

const operationOf = (asked: Place['asked']): 'startBulk' | 'lookUpNow' =>
  asked === 'lookUpNow' ? 'lookUpNow' : 'startBulk';

interface Outcome {
  readonly run: EngineRun;
  readonly outputs: INodeExecutionData[][][];
  readonly thrown: unknown[];
}

async function runAt(server: Sandbox, place: Place): Promise<Outcome> {
  const { asked, shape, output, onError, retryOnFail, columns, atOnce } = place;
  const onStart = prepare(server, place);
  const wait = asked === 'startBulk with details' ? { waitForDetails: true, waitTimeout: 30 } : {};
  const parameters = {
    resource: 'lookup',
    operation: operationOf(asked),
    output,
    options: { batchSize: PER_REQUEST },
    ...wait,
  };
  const settings = { onError, retryOnFail, maxTries: 3, waitBetweenTries: 1000 };
  const rows = items.map((row, index) => ({ ...(index === 0 ? columns : {}), ...row, other: others[index] }));
  const tracked = track((await loadPackage()).getNode('kaleyra').type as INodeType);
  const work = async (): Promise<EngineRun> => {
    const run = await runWorkflow({
      workflow: workflowOf(shape, parameters, settings),
      items: rows,
      credentials: sandboxCredentials(server),
      extraNodes: {
        ...surroundingNodes(CALLS),
        'n8n-nodes-kaleyra.kaleyra': tracked.type,
        'n8n-nodes-kaleyra.kaleyraTool': tracked.type,
      },
      onStart,
    });
    // n8n does not wait for a node of a cancelled execution.
    while (tracked.isRunning()) await realTurn();
    return run;
  };
  const { result: run } = await withVirtualClock(work, atOnce === 4 ? server : undefined);
  return { run, outputs: tracked.outputs, thrown: tracked.thrown };
}

/** @returns takes the function that cancels, once it is known */
function cancelWhen(
  server: Sandbox,
  { kind, request }: NonNullable<Place['cancelAt']>,
): (cancel: () => void) => void {
  let cancel: (() => void) | null = null;
  server.fault(kind, faults.serverError(), {
    numbers: () => {
      if (server.ofKind(kind).length >= request) {
        cancel?.();
        cancel = null;
      }
      return false;
    },
  });
  return (given) => {
    cancel = given;
  };
}

function track(type: INodeType): Omit<Outcome, 'run'> & { type: INodeType; isRunning(): boolean } {
  const outputs: INodeExecutionData[][][] = [];
  const thrown: unknown[] = [];
  let running = 0;
  const execute: INodeType['execute'] = async function () {
    running += 1;
    try {
      const returned = (await type.execute?.call(this)) as INodeExecutionData[][];
      // A copy, because n8n empties the lists when it looks for failed items.
      outputs.push(returned.map((list) => [...list]));
      return returned;
    } catch (error) {
      thrown.push(error);
      throw error;
    } finally {
      running -= 1;
    }
  };
  const value = { value: execute };
  return {
    type: Object.create(type, { execute: value }) as INodeType,
    outputs,
    thrown,
    isRunning: () => running > 0,
  };
}
