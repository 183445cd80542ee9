import type { AssumptionId } from '../assumptions';
import type { Judge } from '../observations';
import { apiKey, badKey, badSid, errorForms, longAddress, noRedirect, retryAfter } from './account';
import { colon, complete, detailsPath, detailsShape, networkFields, nowComplete, ported } from './details';
import { batchPrice, bodyStatus, freeCheck, notProcessed } from './money';
import { anyOrder, comma, digits, e164, masked, plus } from './numbers';
import { any2xx, batchSize, bulkRequest, counters, idInUrl, nowRequest } from './requests';

/** Who decides about which assumption. */
export const JUDGES: Readonly<Record<AssumptionId, Judge>> = {
  'api-key': apiKey,
  'bulk-request': bulkRequest,
  'now-request': nowRequest,
  e164,
  plus,
  digits,
  comma,
  'long-address': longAddress,
  'batch-size': batchSize,
  'any-2xx': any2xx,
  'error-forms': errorForms,
  'any-order': anyOrder,
  masked,
  'id-in-url': idInUrl,
  counters,
  'details-path': detailsPath,
  colon,
  'details-shape': detailsShape,
  'network-fields': networkFields,
  'now-complete': nowComplete,
  complete,
  ported,
  'batch-price': batchPrice,
  'not-processed': notProcessed,
  'body-status': bodyStatus,
  'retry-after': retryAfter,
  'bad-key': badKey,
  'bad-sid': badSid,
  'no-redirect': noRedirect,
  'free-check': freeCheck,
};
