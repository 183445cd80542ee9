/** The keys from an item's fields to one value. */
export type FieldPath = readonly string[];

/** Returned for values that only n8n's evaluator can determine. */
export const NEEDS_EVALUATOR: unique symbol = Symbol('evaluator');

const DOTTED = String.raw`\.[A-Za-z]\w*`;
const INDEX = String.raw`\[(?:0|[1-9]\d{0,8})\]`;
// A brace would end the expression, and a backslash would start an escape sequence.
const QUOTED = String.raw`\["[^"\\{}\p{Cc}\u2028\u2029]*"\]|\['[^'\\{}\p{Cc}\u2028\u2029]*'\]`;
const PART = new RegExp(`${DOTTED}|${INDEX}|${QUOTED}`, 'gu');
const WHOLE = new RegExp(
  String.raw`^=\{\{[ \t\n]*\$json((?:${DOTTED}|${INDEX}|${QUOTED})+)[ \t\n]*\}\}$`,
  'u',
);

// n8n rejects expressions that contain these names, even as the name of a column.
const DENIED_BY_N8N =
  /^_|constructor|prototype|caller|callee|arguments|binding|mainModule|dlopen|execve|getBuiltinModule|loadEnvFile|prepareStackTrace|definePropert|getOwnPropertyDescriptor/i;

/**
 * Parses an expression that is only a path below `$json`, as n8n writes it when a field is dragged from the input
 * panel: `={{ $json.phone }}`, `={{ $json["Phone Number"] }}`, `={{ $json.contact.phones[0] }}`.
 * @param raw the parameter as stored in the workflow
 * @returns null for any other expression
 */
export function parseFieldPath(raw: unknown): FieldPath | null {
  const parts = typeof raw === 'string' ? WHOLE.exec(raw)?.[1]?.match(PART) : undefined;
  const keys = parts?.map((part) => part.replace(/^(?:\.|\["|\['|\[)|(?:"\]|'\]|\])$/g, ''));
  return keys === undefined || keys.some((key) => DENIED_BY_N8N.test(key)) ? null : keys;
}

/**
 * Reads the value at a path if it is a string, a number, a boolean, null, a list of these, or absent. n8n's evaluator
 * gives the same result but takes ten times as long.
 * @returns `NEEDS_EVALUATOR` for any other value, at the path or on the way to it
 */
export function readField(fields: unknown, path: FieldPath): unknown {
  let value = fields;
  for (let depth = 0; depth < path.length; depth += 1) {
    const key = path[depth] as string;
    if (typeof value !== 'object' || value === null) return NEEDS_EVALUATOR;
    if (!Object.hasOwn(value, key)) {
      const isAbsent = depth === path.length - 1 && !(key in value);
      return isAbsent ? undefined : NEEDS_EVALUATOR;
    }
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  const isPlain = value === undefined || isScalar(value) || (Array.isArray(value) && value.every(isScalar));
  return isPlain ? value : NEEDS_EVALUATOR;
}

function isScalar(value: unknown): boolean {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' || value === null;
}
