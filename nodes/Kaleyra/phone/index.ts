export { listCountries } from './countryList';
export {
  asCountryCode,
  createCellParser,
  createCellReader,
  formatForDisplay,
  parseKaleyraNumber,
  type CellParser,
  type DisplayFormats,
} from './reading';
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
