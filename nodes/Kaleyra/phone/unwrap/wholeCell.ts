import { EMPTY, OBJECT_AS_TEXT, SPREADSHEET_ERROR, type Rejection } from '../rejection';

const MAX_MARKER_LENGTH = 20;
const EMPTY_MARKER =
  /^(?:[-–—_.?*,;/|'"]+|#?n\/a!?|n\.?a\.?|none|null|nil|nan|undefined|unknown|empty|blank|tbd|tba|no phone|no number|not available|not provided|#value!|#ref!|#null!)$/iu;
const SPREADSHEET_ERRORS = /^#(?:error|name|num)[!?]?$/i;

/**
 * What a cell is as a whole if it isn't text with numbers: `n/a`, `#ERROR!`, `[object Object]`. Null for all others.
 */
export function wholeCellRejection(trimmed: string): Rejection | null {
  if (trimmed.length > MAX_MARKER_LENGTH) return null;
  if (trimmed === '' || EMPTY_MARKER.test(trimmed)) return EMPTY;
  if (trimmed === '[object Object]') return OBJECT_AS_TEXT;
  return SPREADSHEET_ERRORS.test(trimmed) ? SPREADSHEET_ERROR : null;
}
