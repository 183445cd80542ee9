import { expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { detailsKey } from '../../../nodes/Kaleyra/lookup/pollDetails';
import type { LookupStore } from '../../../nodes/Kaleyra/lookup/types';
import { openDetailsStore } from '../../../nodes/Kaleyra/n8n/detailsStore';
import { openWait } from '../../../nodes/Kaleyra/n8n/waitStore';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import { lookup } from '../lookup/tools';

/** Opens each store as a try of the node does, on what n8n keeps for one node over the tries of an execution. */
const STORES: Record<string, (nodeContext: IDataObject) => LookupStore> = {
  'of Get Details': (nodeContext) =>
    openDetailsStore(contextOf(nodeContext), ['https://kaleyra.example', 'HX1']).found,
  'of Wait for Details': (nodeContext) =>
    openWait(contextOf(nodeContext), { now: () => 0, random: () => 0, sleep: async () => undefined }).known,
};

function contextOf(nodeContext: IDataObject): IExecuteFunctions {
  return {
    getNode: () => ({ type: 'kaleyra' }),
    getContext: () => nodeContext,
    getExecutionId: () => '1',
    getWorkflowDataProxy: () => ({ $runIndex: 0 }),
  } as unknown as IExecuteFunctions;
}

const details: Lookup = { ...lookup(1), status: 'complete' };
const KEYS = ['__proto__', 'constructor', details.lookupId ?? '', detailsKey(details)];

/** As n8n saves it and a retried execution loads it. */
function retried(nodeContext: IDataObject): IDataObject {
  return JSON.parse(JSON.stringify(nodeContext)) as IDataObject;
}

/** Replaces every stored lookup. */
function damaged(value: unknown, damage: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('mobileNumber' in value) return damage;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, damaged(inner, damage)]));
}

test.each(Object.entries(STORES))(
  'the store %s keeps lookups by any ID for a retried execution',
  (_of, open) => {
    const nodeContext: IDataObject = {};
    for (const key of KEYS) expect(open(nodeContext).get(key)).toBeUndefined();
    for (const key of KEYS) open(nodeContext).set(key, details);
    const store = open(retried(nodeContext));
    for (const key of KEYS) expect(store.get(key)).toEqual(details);
  },
);

const withoutFields = { ...details, fields: undefined };

test.each(
  Object.entries(STORES).flatMap(([of, open]) =>
    [null, 'text', [], {}, withoutFields, { ...details, status: 'done' }, { ...details, lookupId: 5 }].map(
      (damage) => [of, damage, open] as const,
    ),
  ),
)('the store %s does not return %j as a lookup', (_of, damage, open) => {
  const nodeContext: IDataObject = {};
  open(nodeContext).set('a:1', details);
  const store = open(damaged(nodeContext, damage) as IDataObject);
  expect(store.get('a:1')).toBeUndefined();
  store.set('a:1', details);
  expect(store.get('a:1')).toEqual(details);
});

test.each(Object.entries(STORES))('the store %s begins anew where there is none', (_of, open) => {
  const nodeContext: IDataObject = {};
  open(nodeContext).set('a:1', details);
  for (const key of Object.keys(nodeContext)) nodeContext[key] = 'text';
  expect(open(nodeContext).get('a:1')).toBeUndefined();
});
