import { pickWeighted, type Random } from './random';

/** All digit strings that a regular expression matches. */
export interface DigitPattern {
  /** How many there are of each length. */
  readonly counts: readonly number[];
  /** A string of the given length, all equally likely. */
  readonly draw: (length: number, random: Random) => string;
}

const NOTHING: DigitPattern = { counts: [1], draw: () => '' };

/**
 * Parses the regular expressions in libphonenumber's metadata: digits, `\d`, `[0-25]`, `(?:…|…)`, `?`, `{n}` and
 * `{n,m}`. Throws on anything else.
 */
export function parseDigitPattern(source: string): DigitPattern {
  const tokens = source.match(/\\d|\[[^\]]+\]|\(\?:|\{[\d,]+\}|./g) ?? [];
  let next = 0;

  function alternatives(): DigitPattern {
    const list = [sequence()];
    while (tokens[next] === '|') {
      next++;
      list.push(sequence());
    }
    return anyOf(list);
  }
  function sequence(): DigitPattern {
    let whole = NOTHING;
    while (next < tokens.length && tokens[next] !== '|' && tokens[next] !== ')')
      whole = joined(whole, repeated());
    return whole;
  }
  function repeated(): DigitPattern {
    const item = single();
    const [min, max] = parseRepetition(tokens[next] ?? '') ?? [];
    if (min === undefined) return item;
    next++;
    return repeat(item, min, max ?? min);
  }
  function single(): DigitPattern {
    const token = tokens[next++] ?? '';
    if (token !== '(?:') return oneOf(digitsIn(token));
    const group = alternatives();
    next++;
    return group;
  }
  return alternatives();
}

function parseRepetition(token: string): number[] | null {
  if (token === '?') return [0, 1];
  return token.startsWith('{') ? token.slice(1, -1).split(',').map(Number) : null;
}

function digitsIn(token: string): string[] {
  const matching = new RegExp(`^${token}$`);
  const digits = [...'0123456789'].filter((digit) => matching.test(digit));
  if (digits.length === 0) throw new Error(`Not understood in a pattern: ${token}`);
  return digits;
}

function oneOf(digits: readonly string[]): DigitPattern {
  return { counts: [0, digits.length], draw: (_length, random) => pickWeighted(digits, () => 1, random) };
}

function joined(first: DigitPattern, second: DigitPattern): DigitPattern {
  const total = first.counts.length + second.counts.length - 1;
  const ways = (length: number, cut: number): number =>
    (first.counts[cut] ?? 0) * (second.counts[length - cut] ?? 0);
  const cuts = (length: number): number[] => Array.from({ length: length + 1 }, (_, cut) => cut);
  return {
    counts: Array.from({ length: total }, (_, length) =>
      cuts(length).reduce((sum, cut) => sum + ways(length, cut), 0),
    ),
    draw: (length, random) => {
      const cut = pickWeighted(cuts(length), (at) => ways(length, at), random);
      return first.draw(cut, random) + second.draw(length - cut, random);
    },
  };
}

function anyOf(list: readonly DigitPattern[]): DigitPattern {
  const longest = Math.max(...list.map(({ counts }) => counts.length));
  const count = (pattern: DigitPattern, length: number): number => pattern.counts[length] ?? 0;
  return {
    counts: Array.from({ length: longest }, (_, length) =>
      list.reduce((sum, item) => sum + count(item, length), 0),
    ),
    draw: (length, random) =>
      pickWeighted(list, (pattern) => count(pattern, length), random).draw(length, random),
  };
}

function repeat(item: DigitPattern, min: number, max: number): DigitPattern {
  const powers = [NOTHING];
  for (let n = 1; n <= max; n++) powers.push(joined(powers[n - 1] ?? NOTHING, item));
  return anyOf(powers.slice(min));
}
