export { asCountryCode, listCountries } from './country';
export { formatForDisplay, type DisplayFormats } from './formatForDisplay';
export { createCellParser, createCellReader, parseKaleyraNumber, type CellParser } from './parseCell';
export type { Reason } from './rejection';
export {
  PHONE_TYPES,
  type AllowedType,
  type BareDigits,
  type CountryCode,
  type ParsedFragment,
  type ParsingRules,
  type PhoneNumber,
  type PhoneReading,
  type PhoneType,
} from './types';
