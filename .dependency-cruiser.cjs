'use strict';

// What each module may import besides itself. Anything else is forbidden: modules that import it, tests, scripts,
// packages and Node.js's own modules. Type imports count too.
const MODULES = {
  types: { is: 'nodes/Kaleyra/types\\.ts$', imports: [] },
  phone: { is: 'nodes/Kaleyra/phone/', imports: ['types'] },
  api: { is: 'nodes/Kaleyra/api/', imports: ['types'] },
  lookup: { is: 'nodes/Kaleyra/lookup/', imports: ['types', 'phone', 'api'] },
  n8n: { is: 'nodes/Kaleyra/n8n/', imports: ['types', 'phone', 'api', 'lookup', 'workflow'] },
  operations: {
    is: 'nodes/Kaleyra/operations/',
    imports: ['types', 'phone', 'api', 'lookup', 'n8n', 'workflow'],
  },
  node: {
    is: 'nodes/Kaleyra/Kaleyra\\.node\\.ts$',
    imports: ['types', 'phone', 'api', 'lookup', 'n8n', 'operations', 'workflow'],
  },
  credentials: { is: 'credentials/', imports: ['types', 'api', 'workflow'] },
};

const workflow = '(^|/)node_modules/n8n-workflow/';
const libphonenumber = '(^|/)node_modules/libphonenumber-js/';
const losslessJson = '(^|/)node_modules/lossless-json/';
const phoneLibrary = '^nodes/Kaleyra/phone/libphonenumber\\.ts$';
const jsonLibrary = '^nodes/Kaleyra/api/losslessJson\\.ts$';

const places = {
  workflow,
  ...Object.fromEntries(Object.entries(MODULES).map(([name, { is }]) => [name, `^${is}`])),
};

const moduleRules = Object.entries(MODULES).map(([name, { is, imports }]) => ({
  name,
  severity: 'error',
  from: { path: `^${is}`, pathNot: [phoneLibrary, jsonLibrary] },
  to: { pathNot: [name, ...imports].map((place) => places[place]) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...moduleRules,
    {
      name: 'libphonenumber',
      comment: 'The only file that imports libphonenumber-js imports nothing else.',
      severity: 'error',
      from: { path: phoneLibrary },
      to: { pathNot: libphonenumber },
    },
    {
      name: 'lossless-json',
      comment: 'The only file that imports lossless-json imports nothing else.',
      severity: 'error',
      from: { path: jsonLibrary },
      to: { pathNot: losslessJson },
    },
    {
      name: 'phone-index',
      comment: 'Other modules import phone/ only through its index.',
      severity: 'error',
      from: { path: '^(nodes/Kaleyra/(lookup/|n8n/|operations/|Kaleyra\\.node)|scripts/)' },
      to: { path: places.phone, pathNot: '^nodes/Kaleyra/phone/index\\.ts$' },
    },
    {
      name: 'no-module',
      comment: 'Every file of the node belongs to a module; any other file could import anything.',
      severity: 'error',
      from: { path: '^nodes/', pathNot: Object.values(places) },
      to: {},
    },
    {
      name: 'support',
      comment: 'Code that tests and scripts share imports neither.',
      severity: 'error',
      from: { path: '^test/support/' },
      to: { path: ['^test/', '^scripts/'], pathNot: '^test/support/' },
    },
    {
      name: 'scripts',
      comment: 'Scripts and tests share only test/support.',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^test/', pathNot: '^test/support/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'unresolved',
      comment: 'An unresolved import would pass every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    reporterOptions: { mermaid: { minify: false } },
  },
};
