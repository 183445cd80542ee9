import { hash } from './chance';
import { parseDigits } from './numbers';

interface Network {
  readonly mcc: string;
  readonly mnc: string;
  readonly operator: string;
}

/** Invented operators with the real MCCs of their countries, so that they look plausible. */
const NETWORKS: Readonly<Record<string, readonly Network[]>> = {
  AE: table('424', ['90', 'Falcon Mobile'], ['91', 'Oasis Telecom']),
  BR: table('724', ['90', 'Tucano Celular'], ['91', 'Ipê Móvel'], ['92', 'Jangada Telecom']),
  DE: table('262', ['90', 'Nordlicht Mobil'], ['91', 'Eichenfunk'], ['92', 'Rheintel']),
  ES: table('214', ['90', 'Cigüeña Móvil'], ['91', 'Olivar Telecom']),
  FR: table('208', ['90', 'Alouette Mobile'], ['91', 'Télé Garonne'], ['92', 'Hexafil']),
  GB: table('234', ['90', 'Heather Mobile'], ['91', 'Kestrel Telecom'], ['92', 'Tidewater']),
  IN: table('404', ['970', 'Banyan Mobile'], ['971', 'Monsoon Telecom'], ['972', 'Peepal Cellular']),
  IT: table('222', ['90', 'Ginestra Mobile'], ['91', 'Levante Telecomunicazioni']),
  SG: table('525', ['90', 'Merlin Mobile'], ['91', 'Orchid Telecom']),
  US: table('310', ['970', 'Prairie Wireless'], ['971', 'Cascade Mobile'], ['972', 'Bluegrass Cellular']),
};

// MCC 001 is reserved for test networks.
const ELSEWHERE = table('001', ['01', 'Example Mobile'], ['02', 'Sample Telecom']);

/** The results of a lookup, under Kaleyra's field names. */
export interface Finding {
  readonly country: string;
  readonly country_code: number;
  readonly current_mcc: string;
  readonly current_mnc: string;
  readonly current_operator: string;
  readonly original_mcc: string;
  readonly original_mnc: string;
  readonly original_operator: string;
}

/**
 * The results of a lookup of these digits, always the same. The fields up to `original_mcc`, and empty values, are as
 * in Kaleyra's documentation (get-api-lookup). `original_mnc` and `original_operator` are assumed: the sample ends
 * before them.
 */
export function findingOf(digits: string): Finding {
  const number = hash(digits);
  const { country = '', countryCode = 0 } = parseDigits(digits) ?? {};
  const networks = NETWORKS[country] ?? ELSEWHERE;
  const current = pick(networks, number);
  const ported = number % 5 === 0;
  const known = number % 7 !== 0;
  const original = ported ? pick(networks, number + 1) : current;
  return {
    country,
    country_code: countryCode,
    current_mcc: current.mcc,
    current_mnc: current.mnc,
    current_operator: known ? current.operator : '',
    original_mcc: known ? original.mcc : '',
    original_mnc: known ? original.mnc : '',
    original_operator: known ? original.operator : '',
  };
}

/**
 * The fields of a pending lookup: only what follows from the digits. Assumed; no documentation shows a pending lookup.
 */
export function nothingYet(digits: string): Finding {
  const { country = '', countryCode = 0 } = parseDigits(digits) ?? {};
  return {
    country,
    country_code: countryCode,
    current_mcc: '',
    current_mnc: '',
    current_operator: '',
    original_mcc: '',
    original_mnc: '',
    original_operator: '',
  };
}

function table(mcc: string, ...networks: ReadonlyArray<readonly [mnc: string, operator: string]>): Network[] {
  return networks.map(([mnc, operator]) => ({ mcc, mnc, operator }));
}

function pick(networks: readonly Network[], number: number): Network {
  return networks[number % networks.length] as Network;
}
