// The one door to libphonenumber-js, which the build puts into a file of its own.
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

/** What libphonenumber knows of the numbering plans; its form is told in METADATA.md of libphonenumber-js. */
export const metadata = json as unknown as MetadataJson;
