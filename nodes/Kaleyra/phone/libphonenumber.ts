// The only import of libphonenumber-js, bundled into a separate file.
import type { MetadataJson } from 'libphonenumber-js/core';
import json from 'libphonenumber-js/max/metadata';

export {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';

/** The numbering plans as shipped by libphonenumber; its METADATA.md describes the format. */
export const metadata = json as unknown as MetadataJson;
