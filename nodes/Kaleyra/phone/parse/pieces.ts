import type { Rejection } from '../rejection';
import type { Neighbor } from '../resolve/neighbor';
import type { Resolution } from '../resolve/resolveNumber';
import {
  beginsWithArea,
  isCallingCode,
  isIncomplete,
  validInternational,
  type ValidNumber,
} from '../resolve/validNumber';
import { digitsOf, textsOf, type Group, type Run } from './elements';

/** Groups of a run that make up one number. */
export interface Piece {
  readonly groups: readonly Group[];
  readonly resolution: Resolution;
}

/** The numbers of a run, which account for all of its digits. */
export interface Pieces {
  readonly pieces: readonly Piece[];
}

/** What a run is: its numbers, or why it isn't one. `null`: the reason is in the digits as a whole. */
export type SplitResult = Pieces | { readonly failure: Rejection | null };

/** What is said about a run. */
export type Outcome = Pieces | { readonly rejection: Rejection };

/** The result for a run: its numbers, or why it isn't one. */
export interface RunResult {
  readonly run: Run;
  readonly outcome: Outcome;
  /** Its letters are meant to be dialed: `1-888-4AL-ANON`. */
  readonly isSpelledOut?: boolean;
}

export const FAILED: SplitResult = { failure: null };

/** Decides which number a list of groups is. */
export interface GroupReader {
  /** `isFirst`: they begin the run, so its plus is theirs. */
  read(groups: readonly Group[], isFirst?: boolean): Resolution | null;
  /** Next to another number, whose codes they may share. */
  readBeside(groups: readonly Group[], neighbor: Neighbor): Resolution | Rejection | null;
}

/** The number of an unambiguous resolution. */
export function numberOf(resolution: Resolution | null | undefined): ValidNumber | null {
  return resolution?.kind === 'number' ? resolution.number : null;
}

/** What an undecided resolution has in place of a number. */
export const UNDECIDED = '?';

/** The numbers in E.164, in their order. */
export function e164sOf({ pieces }: Pieces): string[] {
  return pieces.map(({ resolution }) => numberOf(resolution)?.e164 ?? UNDECIDED);
}

/** The numbers that the pieces may be: of what is unclear by itself, each. */
export function candidatesOf({ pieces }: Pieces): string[] {
  return pieces.flatMap(({ resolution }) =>
    resolution.kind === 'number' ? [resolution.number.e164] : (resolution.rejection.candidates ?? []),
  );
}

/** Whether a number was completed with the codes of the number next to it. */
export function isCompleted(resolution: Resolution): boolean {
  return resolution.kind === 'number' && resolution.isCompleted === true;
}

/** Whether a figure next to numbers may be the calling code of one: `44 Ravi 7400 123456`. */
export function mayBeCodeOf(figure: string, { pieces }: Pieces): boolean {
  if (!isCallingCode(figure)) return false;
  return pieces.some(({ groups, resolution }) => {
    const number = numberOf(resolution);
    if (number === null) return false;
    return [digitsOf(groups), number.national].some((digits) => {
      const abroad = validInternational(figure + digits);
      return abroad !== null && abroad.e164 !== number.e164;
    });
  });
}

/** Whether a figure is the area code that a result begins with: `30` in `30 23125123`. */
export function mayBeAreaOf(figure: string, result: SplitResult): boolean {
  const number = 'pieces' in result ? numberOf(result.pieces[0]?.resolution) : null;
  return number !== null && beginsWithArea(number, figure);
}

/** Whether a number has everything that its country writes before it, or was completed. */
export function isSure({ groups, resolution }: Piece): boolean {
  if (resolution.kind !== 'number' || isCompleted(resolution)) return true;
  return !isIncomplete(resolution.number, digitsOf(groups));
}

/** Whether there are numbers, each of them sure. */
export function areSure(result: SplitResult | Outcome): result is Pieces {
  return 'pieces' in result && result.pieces.every(isSure);
}

/** The number of a piece, as the neighbor of what follows it. */
export function neighborOf({ groups: written, resolution }: Piece): Neighbor | null {
  const number = numberOf(resolution);
  if (number === null) return null;
  const groups = textsOf(written);
  // What it shares with the number before it is a group, too.
  const shared = number.national.slice(0, -digitsOf(written).length);
  return { number, groups: isCompleted(resolution) ? [shared, ...groups] : groups };
}
