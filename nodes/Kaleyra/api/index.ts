export { addressOf, BASE_URL_EXPRESSION, type KaleyraAccount } from './address';
export { createClient, pathLength, type KaleyraClient } from './client';
export { readLookupId } from './entry';
export { createSend } from './transport';
export type { ApiFailure, LookupEntry, PaidAnswer, Result, Waiting } from './types';
