import { countrySpellings } from './countries';
import { markupSpellings } from './markup';
import { plainSpellings } from './plain';
import { refusedSpellings } from './refused';
import { pairSpellings } from './several';
import type { Spelling } from './spelling';
import { unexplainedSpellings } from './unexplained';
import { valueSpellings } from './values';
import { companySpellings, wordSpellings } from './words';

export type { Spelling } from './spelling';

/** Every kind of spelling the reader is measured on. */
export const SPELLINGS: readonly Spelling[] = [
  ...plainSpellings,
  ...wordSpellings,
  ...pairSpellings,
  ...markupSpellings,
  ...valueSpellings,
  ...countrySpellings,
  ...refusedSpellings,
  ...unexplainedSpellings,
  ...companySpellings,
];
