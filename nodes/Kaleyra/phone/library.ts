// The one door to libphonenumber-js, which the build puts into a file of its own.
export { type CountryCode, type MetadataJson } from 'libphonenumber-js/core';
export {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type PhoneNumber,
} from 'libphonenumber-js/max';
export { default as metadata } from 'libphonenumber-js/max/metadata';
