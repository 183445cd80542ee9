export { asCountryCode, listCountries } from './country';
export { spell } from './format';
export { createCellReader, readKaleyraNumber } from './read';
export type { Reason } from './reasons';
export { phoneLikeFields } from './suspects';
export {
  PHONE_TYPES,
  type AllowedType,
  type BareDigits,
  type CountryCode,
  type PhoneNumber,
  type PhoneReading,
  type Reading,
  type ReadingRules,
} from './types';
