import {
  createCellParser,
  type CellParser,
  type ParsedFragment,
  type ParsingRules,
} from '../../../nodes/Kaleyra/phone';

/** A parser under the default rules, but for those given. */
export function reader(rules: Partial<ParsingRules> = {}): CellParser {
  return createCellParser({
    bareDigits: 'national',
    allowPossible: false,
    allowedCountries: [],
    allowedTypes: [],
    ...rules,
  });
}

/** E.164 or reason of each reading. */
export function outcomes(readings: readonly ParsedFragment[]): string[] {
  return readings.map((reading) => ('number' in reading ? reading.number.e164 : reading.reason));
}

/** What a person is told about the first reading. */
export function toldAbout(readings: readonly ParsedFragment[]): string {
  const [first] = readings;
  return first !== undefined && 'reason' in first ? first.reasonText : '';
}
