import type { CountryCode } from '../libphonenumber';
import { remembered } from '../tokens/remembered';

// A postal code in Brazil is a mobile in Turkey, a tax number in Australia a telephone in Sweden, a Romanian account an
// Indian contact, an Indonesian waybill an Indian residence, a Spanish health card a phone on the internet, and a Turkish
// identity card the Turks and Caicos Islands.
const WHERE_IDENTIFIER: Readonly<Record<string, string>> = {
  AE: 'EID makani ejari',
  AR: 'fact patente leg',
  AT: 'beleg charge fakt police PF',
  AU: 'tfn',
  BE: 'ON',
  BR: 'cep cns crm nfe oab OS SUS',
  CH: 'beleg esr PF',
  CO: 'CC CE TI',
  CZ: 'suma',
  DE: 'beleg charge fakt police PF',
  DK: 'antal',
  EE: 'hind',
  ES: 'exp fact fra NC sip',
  FR: 'capital doss fact NC SS',
  GB: 'urn',
  ID: 'resi KK polis RM VA',
  IN: 'amt',
  IT: 'fatt matr PI prat prot',
  LT: 'suma',
  MA: 'ICE',
  MX: 'exp fact fra',
  NL: 'agb BIG polis',
  PL: 'fakt pit suma',
  PT: 'cont fra matr NC',
  RO: 'cont',
  RU: 'лс',
  SE: 'antal bg pg',
  SK: 'suma',
  TR: 'TC maaş maaşı tutar tutarı',
  US: 'aba dea dre',
};
const identifiersIn = remembered((country: string) => new Set(WHERE_IDENTIFIER[country]?.split(' ')));

// Words that the country's people also use for something else: `nie` is an identity number in Spain, and "not" in Poland.
const WHERE_ORDINARY: Readonly<Record<string, string>> = {
  AR: 'niño',
  AT: 'nie',
  CH: 'nie',
  CL: 'niño',
  CO: 'niño',
  CZ: 'po pod',
  DE: 'nie',
  ES: 'niño',
  IT: 'lei',
  MX: 'niño',
  PE: 'niño',
  PL: 'kto nie po pod',
  SK: 'kto nie po pod',
  TR: 'üst',
  VN: 'cấp giá thuê tin',
};
const ordinaryIn = remembered((country: string) => new Set(WHERE_ORDINARY[country]?.split(' ')));

/** Whether an identifier's word is an ordinary one in this country; in capitals, it is the abbreviation: `PO 4711`. */
export function isOrdinaryIn(country: CountryCode | null, text: string): boolean {
  return country !== null && text !== text.toUpperCase() && ordinaryIn(country).has(text.toLowerCase());
}

/** Whether a word is an identifier in this country: `cep` in Brazil; in Colombia `CC`, but not `cc`. */
export function isIdentifierIn(country: CountryCode | null, text: string): boolean {
  if (country === null) return false;
  return identifiersIn(country).has(text) || identifiersIn(country).has(text.toLowerCase());
}
