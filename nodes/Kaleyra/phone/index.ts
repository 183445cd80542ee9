export { asCountryCode, listCountries } from './country';
export { formatForDisplay, type DisplayFormats } from './formatForDisplay';
export { createCellParser, parseKaleyraNumber, type CellParser } from './parseCell';
export type { Reason } from './rejection';
export {
  PHONE_TYPES,
  type AllowedType,
  type BareDigits,
  type CountryCode,
  type PhoneNumber,
  type PhoneReading,
  type ParsedFragment,
  type ParsingRules,
} from './types';
