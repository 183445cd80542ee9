import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const PROSE = /\p{L}[\p{L}'’,:;.)]*['"]? ['"(]?\p{L}/u;
const TAKES_SINGLE_WORDS = ['plural'];
const GAP = '…';

/** The arguments of one call that builds a message from two parts: what happened, and what to do. */
export interface TwoParts {
  readonly messages: string[];
  readonly advice: string[];
}

/** The argument positions of the two parts in the functions that take both; -1 if a function has only one. */
const TAKES_TWO_PARTS = new Map<string, readonly [number, number]>([
  ['configurationError', [1, 2]],
  ['this.refuse', [-1, 2]],
  ['options.list', [-1, 2]],
  ['failureOf', [0, 1]],
]);

function sources(): ts.SourceFile[] {
  return ['nodes', 'credentials'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => path.endsWith('.ts'))
      .map((path) => {
        const text = readFileSync(join(ROOT, path), 'utf8');
        return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      }),
  );
}

/** The text of a literal, with a gap for each interpolated value; null for anything else. */
function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => GAP + literal.text).join('');
}

// The phone parser holds lists of words in many languages; what it shows are whole sentences.
const WORD_LISTS = /^nodes\/Kaleyra\/phone\//;
const SENTENCE = /^[A-Z…][^]*\.$/;

function isShown(node: ts.Node, words: string): boolean {
  if (words.startsWith('=')) return false;
  if (WORD_LISTS.test(node.getSourceFile().fileName)) return SENTENCE.test(words);
  if (PROSE.test(words)) return true;
  const { parent } = node;
  return ts.isCallExpression(parent) && TAKES_SINGLE_WORDS.includes(parent.expression.getText());
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTaggedTemplateExpression(node))
    return;
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function literalsUnder(node: ts.Node | undefined): string[] {
  const found: string[] = [];
  if (node === undefined) return found;
  walk(node, (one) => {
    const words = wordsOf(one);
    if (words !== null && PROSE.test(words)) found.push(words);
  });
  return found;
}

/** Every distinct text in the code of the node and the credential that a user can see. */
export function messagesInCode(): string[] {
  const found = new Set<string>();
  for (const source of sources()) {
    walk(source, (node) => {
      const words = wordsOf(node);
      if (words !== null && isShown(node, words)) found.add(words);
    });
  }
  return [...found].sort();
}

/** The two parts of every message that is built from literals. */
export function messagesOfTwoParts(): TwoParts[] {
  const found: TwoParts[] = [];
  for (const source of sources()) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const places = TAKES_TWO_PARTS.get(node.expression.getText());
      // A text that is passed on is checked where it is written.
      const isPassedOn = (place: number): boolean =>
        place < 0 || ts.isIdentifier(node.arguments[place] ?? node);
      if (places === undefined || places.every(isPassedOn)) return;
      const [messages = [], advice = []] = places.map((place) => literalsUnder(node.arguments[place]));
      found.push({ messages, advice });
    });
  }
  return found;
}

/** A parameter of the node (including options in collections) or a field of the credential, and its values. */
export interface Parameter {
  readonly field: INodeProperties;
  readonly values: readonly INodePropertyOptions[];
}

/** All parameters, in display order. */
export function parametersOf(fields: readonly INodeProperties[]): Parameter[] {
  return fields.flatMap((field) => {
    if (field.type !== 'collection')
      return [{ field, values: (field.options ?? []) as INodePropertyOptions[] }];
    return [{ field, values: [] }, ...parametersOf((field.options ?? []) as INodeProperties[])];
  });
}

/** Longer lists are not reviewed value by value: the library provides their names. */
const MANY = 50;

/** The texts of a parameter, one per line. */
export function linesOfParameter({ field, values }: Parameter): string[] {
  const { displayName, description, hint, placeholder } = field;
  const listed = values.length > MANY ? [] : values;
  return [
    displayName,
    ...(description === undefined ? [] : [`  ${description}`]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(placeholder === undefined ? [] : [`  placeholder: ${placeholder}`]),
    ...listed.map(
      (value) => `  - ${value.name}${value.description === undefined ? '' : `: ${value.description}`}`,
    ),
  ];
}

/** The texts of the node's description outside its parameters. */
export function textsOfNode({ description, properties }: INodeTypeDescription): string[] {
  const actions = properties.flatMap(({ name, options }) =>
    name === 'operation' ? (options as INodePropertyOptions[]).map(({ action }) => action ?? '') : [],
  );
  return [description, ...actions];
}
