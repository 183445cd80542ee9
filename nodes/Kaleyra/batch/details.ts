import type { PhoneNumber } from '../phone';
import type { RowOf } from './emit';
import { lookupFields, merged, NO_PHONE } from './items';
import type { Answer, Draft, OutputMode, PhoneFields } from './types';

/**
 * The item of one row whose lookup was fetched.
 * @param number what Kaleyra's own number reads as; null where it is masked
 */
export function detailsDraft(
  item: number,
  answer: Answer,
  number: PhoneNumber | null,
  mode: OutputMode,
  rowOf: RowOf,
): Draft {
  const lookup = lookupFields(phoneFieldsOf(number, answer), answer, null);
  if (mode === 'lookups') return { item, json: lookup, keepsRow: false };
  return { item, json: merged(rowOf(item), { lookup }), keepsRow: true };
}

function phoneFieldsOf(number: PhoneNumber | null, answer: Answer): PhoneFields {
  if (number === null) return NO_PHONE;
  return {
    phone_number: number.e164,
    phone_country: number.country,
    phone_type: number.type,
    phone_input: answer.mobileNumber,
    phone_reading: number.reading,
  };
}
