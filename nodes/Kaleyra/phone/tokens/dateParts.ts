import { digits, kind, touching } from './match';

/** Regular expressions of undivided digits: `2024`, `0131`, `3101`. */
export const FULL_YEAR = String.raw`(?:19|20)\d\d`;
export const MONTH_AND_DAY = String.raw`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
export const DAY_AND_MONTH = String.raw`(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])`;

export const YEAR_TEXT = new RegExp(`^${FULL_YEAR}$`);
export const YEAR = digits(YEAR_TEXT);
export const MONTH = digits(/^(?:0?[1-9]|1[0-2])$/);
export const DAY_OR_MONTH = digits(/^(?:0?[1-9]|[12]\d|3[01])$/);
/** What touches the day before it: `15/01/2024`. */
export const DATE_SIGN = touching(kind('dash', 'slash', 'dot'));
