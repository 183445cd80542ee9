export { addressOf } from './address';
export { createClient, pathLength, type KaleyraClient } from './client';
export { readLookupId } from './entry';
export { createSend } from './transport';
export {
  failed,
  type ApiFailure,
  type LookupEntry,
  type PaidAnswer,
  type Result,
  type Waiting,
} from './types';
export { DETAILS_AT_ONCE, inParallel, waitForDetails, type Accepted } from './poll';
