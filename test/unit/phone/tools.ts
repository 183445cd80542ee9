import { createCellReader, type Reading, type ReadingRules } from '../../../nodes/Kaleyra/phone';
import { atOnce } from '../../steps';

/** A reader under the default rules, but for those given. */
export function reader(
  rules: Partial<ReadingRules> = {},
): (cell: unknown, defaultCountry: unknown) => readonly Reading[] {
  const read = createCellReader({
    bareDigits: 'national',
    allowPossible: false,
    allowedCountries: [],
    allowedTypes: [],
    ...rules,
  });
  return (cell, defaultCountry) => atOnce(read(cell, defaultCountry));
}

/** E.164 or reason of each reading. */
export function outcomes(readings: readonly Reading[]): string[] {
  return readings.map((reading) => ('number' in reading ? reading.number.e164 : reading.reason));
}

/** What a person is told about the first reading. */
export function toldAbout(readings: readonly Reading[]): string {
  const [first] = readings;
  return first !== undefined && 'reason' in first ? first.reasonText : '';
}
