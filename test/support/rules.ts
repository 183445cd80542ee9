import type { ParsingRules } from '../../nodes/Kaleyra/phone';

/** How the node reads cells unless its options say otherwise. */
export const DEFAULT_RULES: ParsingRules = {
  bareDigits: 'national',
  allowPossible: false,
  allowedCountries: [],
  allowedTypes: [],
};
