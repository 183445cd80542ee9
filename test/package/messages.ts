import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
/** Words for the README and the contract check, which n8n never shows. */
const NOT_SHOWN = 'scripts/contract/assumptions.ts';
const PROSE = /\p{L}[\p{L}'’,:;.)]*['"]? ['"(]?\p{L}/u;
const TAKE_SINGLE_WORDS = ['plural', 'atLeastOne'];
const GAP = '…';

/** One call of a function that makes a message of two parts: what happened, and what to do. */
export interface TwoParts {
  readonly messages: string[];
  readonly advice: string[];
}

/** Where the functions that make a message of two parts take them. */
const TAKE_TWO_PARTS: Readonly<Record<string, readonly [number, number]>> = {
  configurationError: [1, 2],
  invalidParameter: [-1, 3],
  failureBeforeRequest: [0, 1],
};

function sources(): ts.SourceFile[] {
  return ['nodes', 'credentials'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => path.endsWith('.ts') && path !== NOT_SHOWN)
      .map((path) => {
        const text = readFileSync(join(ROOT, path), 'utf8');
        return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      }),
  );
}

/** The words of a literal, with a gap for each value put into it; null for anything else. */
function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => GAP + literal.text).join('');
}

function isShown(node: ts.Node, words: string): boolean {
  if (words.startsWith('=')) return false;
  if (PROSE.test(words)) return true;
  const { parent } = node;
  return ts.isCallExpression(parent) && TAKE_SINGLE_WORDS.includes(parent.expression.getText());
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

/** Every text in the code of the node and the credential that a person can meet, each once. */
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

/** The two parts of every message that is made where it is written. */
export function messagesOfTwoParts(): TwoParts[] {
  const found: TwoParts[] = [];
  for (const source of sources()) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const places = TAKE_TWO_PARTS[node.expression.getText()];
      if (places === undefined) return;
      const [messages = [], advice = []] = places.map((place) => literalsUnder(node.arguments[place]));
      found.push({ messages, advice });
    });
  }
  return found;
}

/** A parameter of the node or a field of the credential, options of collections included, and its values. */
export interface Parameter {
  readonly field: INodeProperties;
  readonly values: readonly INodePropertyOptions[];
}

/** All parameters, in the order in which they are shown. */
export function parametersOf(fields: readonly INodeProperties[]): Parameter[] {
  return fields.flatMap((field) => {
    if (field.type !== 'collection')
      return [{ field, values: (field.options ?? []) as INodePropertyOptions[] }];
    return [{ field, values: [] }, ...parametersOf((field.options ?? []) as INodeProperties[])];
  });
}

/** Too many values to be read one by one, and n8n or the library names them. */
const MANY = 50;

/** What is shown of a parameter, a line for each text. */
export function tellParameter({ field, values }: Parameter): string[] {
  const { displayName, description, hint, placeholder } = field;
  const told = values.length > MANY ? [] : values;
  return [
    displayName,
    ...(description === undefined ? [] : [`  ${description}`]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(placeholder === undefined ? [] : [`  placeholder: ${placeholder}`]),
    ...told.map(
      (value) => `  - ${value.name}${value.description === undefined ? '' : `: ${value.description}`}`,
    ),
  ];
}

/** All texts of the node's description that are no parameter's. */
export function textsOfNode({ description, properties }: INodeTypeDescription): string[] {
  const actions = properties.flatMap(({ name, options }) =>
    name === 'operation' ? (options as INodePropertyOptions[]).map(({ action }) => action ?? '') : [],
  );
  return [description, ...actions];
}
