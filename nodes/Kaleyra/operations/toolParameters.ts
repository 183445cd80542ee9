import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

// By this comment n8n knows its own expressions, and shows "Defined automatically by the model" in their place.
const MARKER = '/*n8n-auto-generated-fromAI-override*/';

/** What an AI model is told about an argument of the tool. */
export interface ModelArgument {
  /** The name that n8n derives from the parameter's label, such as `Default_Country`. */
  readonly name: string;
  readonly description: string;
  /** Without it, the model must give the argument. */
  readonly fallback?: string;
}

/** The expression by which n8n lets the model define a parameter. */
export function definedByModel({ name, description, fallback }: ModelArgument): string {
  const args = [`'${name}'`, `\`${description}\``, "'string'"];
  if (fallback !== undefined) args.push(`'${fallback}'`);
  return `={{ ${MARKER} $fromAI(${args.join(', ')}) }}`;
}

/**
 * A parameter with another default when the node is an AI agent's tool: once as it is, and once for the tool. n8n shows
 * one of them.
 */
export function withToolDefault(
  property: INodeProperties,
  toolDefault: INodeProperties['default'],
): [INodeProperties, INodeProperties] {
  const showFor = (isTool: boolean): IDisplayOptions => ({
    ...property.displayOptions,
    show: { ...property.displayOptions?.show, '@tool': [isTool] },
  });
  return [
    changed(property, { displayOptions: showFor(false) }),
    changed(property, { displayOptions: showFor(true), default: toolDefault }),
  ];
}

/** A copy with other values. A spread would call the getters, and so build the country lists when the node is loaded. */
export function changed(property: INodeProperties, values: Partial<INodeProperties>): INodeProperties {
  const descriptors = Object.entries(values).map(([name, value]) => [
    name,
    { value: value as unknown, enumerable: true, configurable: true, writable: true },
  ]);
  return Object.defineProperties({} as INodeProperties, {
    ...Object.getOwnPropertyDescriptors(property),
    ...(Object.fromEntries(descriptors) as PropertyDescriptorMap),
  });
}
