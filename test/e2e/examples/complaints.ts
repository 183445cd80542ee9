import { isDeepStrictEqual } from 'node:util';

import { NodeHelpers, type INode, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

import type { Example } from '../../support/n8n';

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/**
 * Looks a workflow through as a person would who imports it: does n8n know everything in it, and does it hang together?
 * @param types what n8n tells its editor about nodes
 * @returns complaints; none if all is well
 */
export function complaintsAbout(example: Example, types: readonly INodeTypeDescription[]): string[] {
  const working = example.nodes.filter(({ type }) => type !== STICKY_NOTE);
  return [
    ...noteComplaints(example),
    ...nameComplaints(example),
    ...connectionComplaints(example),
    ...working.flatMap((node) => {
      const type = typeOf(node, types);
      if (type === undefined) return [`${node.name}: n8n has no ${node.type} ${node.typeVersion}`];
      return [...parameterComplaints(node, type), ...placeComplaints(node, type, example)];
    }),
  ];
}

function typeOf(
  { type, typeVersion }: INode,
  types: readonly INodeTypeDescription[],
): INodeTypeDescription | undefined {
  return types.find(({ name, version }) => name === type && [version].flat().includes(typeVersion));
}

function noteComplaints({ nodes }: Example): string[] {
  const notes = nodes.filter(({ type }) => type === STICKY_NOTE);
  const tells = notes.some(({ parameters }) => String(parameters.content).includes('**Change:**'));
  return tells ? [] : ['no note says what to change'];
}

function nameComplaints({ nodes }: Example): string[] {
  return (['id', 'name'] as const).flatMap((key) => {
    const values = nodes.map((node) => node[key]);
    return values
      .filter((value, i) => values.indexOf(value) !== i)
      .map((value) => `${key} ${value} is taken`);
  });
}

function connectionComplaints(example: Example): string[] {
  const names = new Set(example.nodes.map(({ name }) => name));
  return linksOf(example)
    .flatMap(({ from, to }) => [from, to])
    .filter((name) => !names.has(name))
    .map((name) => `a connection has its end at ${name}, which is not there`);
}

// What n8n does not know, or would not show with these other parameters, is missing when it has read them.
function parameterComplaints(node: INode, { properties, ...type }: INodeTypeDescription): string[] {
  const description = { ...type, properties };
  const read = NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
  const issues = NodeHelpers.getNodeParametersIssues(properties, node, description);
  return [
    ...lost(node.parameters, read, '').map((path) => `${node.name}: n8n does not take '${path}'`),
    ...Object.values(issues?.parameters ?? {})
      .flat()
      .map((issue) => `${node.name}: ${issue}`),
    ...unlisted(node, properties),
  ];
}

function unlisted({ name, parameters }: INode, properties: readonly INodeProperties[]): string[] {
  return Object.entries(parameters).flatMap(([key, value]) => {
    const lists = properties.filter((property) => property.name === key && property.type === 'options');
    const listed = lists.flatMap(({ options = [] }) =>
      options.map((option) => 'value' in option && option.value),
    );
    const isFree = listed.length === 0 || String(value).startsWith('=');
    return isFree || listed.includes(value as string)
      ? []
      : [`${name}: '${key}' cannot be '${String(value)}'`];
  });
}

function lost(written: unknown, read: unknown, path: string): string[] {
  if (typeof written !== 'object' || written === null) {
    return isDeepStrictEqual(written, read) ? [] : [path];
  }
  return Object.entries(written).flatMap(([key, value]) =>
    lost(value, (read as Record<string, unknown> | undefined)?.[key], path === '' ? key : `${path}.${key}`),
  );
}

function placeComplaints(node: INode, type: INodeTypeDescription, example: Example): string[] {
  const links = linksOf(example);
  const leadsOn = links.some(({ from }) => from === node.name);
  const isReached = links.some(({ to, kind }) => to === node.name && kind === 'main');
  const isTrigger = type.group.includes('trigger');
  const isSubNode = Array.isArray(type.outputs) && !type.outputs.some((output) => kindOf(output) === 'main');
  if (isTrigger || isSubNode) return leadsOn ? [] : [`${node.name} leads nowhere`];
  return isReached ? [] : [`nothing leads to ${node.name}`];
}

function kindOf(output: string | { type: string }): string {
  return typeof output === 'string' ? output : output.type;
}

function linksOf({ connections }: Example): Array<{ from: string; to: string; kind: string }> {
  return Object.entries(connections).flatMap(([from, byKind]) =>
    Object.entries(byKind).flatMap(([kind, outputs]) =>
      outputs.flatMap((targets) => (targets ?? []).map(({ node: to }) => ({ from, to, kind }))),
    ),
  );
}
