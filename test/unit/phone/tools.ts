import {
  createCellParser,
  type CellParser,
  type ParsedFragment,
  type ParsingRules,
} from '../../../nodes/Kaleyra/phone';

export const DEFAULT_RULES: ParsingRules = {
  bareDigits: 'national',
  allowPossible: false,
  allowedCountries: [],
  allowedTypes: [],
};

/** A parser with the default rules, except for those given. */
export function parser(rules: Partial<ParsingRules> = {}): CellParser {
  return createCellParser({ ...DEFAULT_RULES, ...rules });
}

/** E.164 or reason for each fragment. */
export function outcomes(fragments: readonly ParsedFragment[]): string[] {
  return fragments.map((fragment) => ('number' in fragment ? fragment.number.e164 : fragment.reason));
}

/** What the user is told about the first fragment. */
export function reasonText(fragments: readonly ParsedFragment[]): string {
  const [first] = fragments;
  return first !== undefined && 'reason' in first ? first.reasonText : '';
}
