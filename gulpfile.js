'use strict';

const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');

const esbuild = require('esbuild');
const { dest, parallel, series, src, watch: watchFiles } = require('gulp');
const tar = require('tar');

const NODE_ENTRY = 'nodes/Kaleyra/Kaleyra.node.ts';
const CREDENTIAL_ENTRY = 'credentials/KaleyraApi.credentials.ts';
const LIBRARY_ENTRY = 'nodes/Kaleyra/phone/libphonenumber.ts';
const SOURCES = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const STATIC_FILES = ['nodes/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json'];
const CACHE = join(__dirname, '.cache');
const UNPACKED = join(CACHE, 'package');
const SOURCE_PACKAGE = join(CACHE, 'sources', 'n8n-nodes-kaleyra');

const LIBRARY_NOTICE =
  '/*! Contains libphonenumber-js (MIT) with metadata of libphonenumber (Apache-2.0): see THIRD-PARTY-NOTICES.md */';

async function clean() {
  rmSync(join(__dirname, 'dist'), { recursive: true, force: true });
}

async function typeCheck() {
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit'], { stdio: 'inherit' });
}

// n8n-workflow stays outside the bundle: a second copy would break n8n's `instanceof` checks of errors.
const BUNDLE = {
  outdir: 'dist',
  outbase: '.',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['n8n-workflow'],
};

// Who installs the package shall be able to read what runs, so our code stays as it was written. The library, whose
// sources anybody can read elsewhere, stands minified in a file of its own.
async function bundle() {
  await esbuild.build({
    ...BUNDLE,
    entryPoints: [NODE_ENTRY, CREDENTIAL_ENTRY],
    plugins: [besideTheLibrary],
  });
  await esbuild.build({
    ...BUNDLE,
    entryPoints: [LIBRARY_ENTRY],
    plugins: [smallerLibrary],
    minify: true,
    banner: { js: LIBRARY_NOTICE },
  });
}

const besideTheLibrary = {
  name: 'beside-the-library',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/libphonenumber$/ }, () => ({ path: './phone/libphonenumber.js', external: true }));
  },
};

// The library's build for engines that have classes is the smaller one, and JSON is parsed faster than source text.
const smallerLibrary = {
  name: 'smaller-library',
  setup({ onLoad }) {
    onLoad({ filter: /libphonenumber-js[\\/]es6[\\/]/ }, ({ path }) => ({
      contents: readFileSync(path.replace(`${sep}es6${sep}`, `${sep}es6-modern${sep}`), 'utf8'),
    }));
    onLoad({ filter: /metadata\.max\.json\.js$/ }, ({ path }) => ({
      contents: smallMetadata(JSON.parse(readFileSync(path.replace(/\.js$/, ''), 'utf8'))),
    }));
  },
};

// Places in a country's plan and in a format of it (METADATA.md of libphonenumber-js).
const CALLING_CODE = 0;
const FORMATS = 4;
const LEADING_DIGITS = 2;
// Stands for the commonest part of the patterns; it occurs in none of them.
const ANY_DIGIT = '@';

// A module that gives the metadata. Of the patterns that choose a format all but the last are left out, for they are
// for numbers still being typed. Like things stand side by side, which compresses well: the countries that share a
// calling code, and in columns what all countries have.
function smallMetadata({ countries, ...rest }) {
  const plans = Object.entries(countries).sort(([, a], [, b]) => a[CALLING_CODE] - b[CALLING_CODE]);
  for (const [, plan] of plans) {
    for (const format of plan[FORMATS] || []) format[LEADING_DIGITS] = format[LEADING_DIGITS]?.slice(-1);
  }
  const width = Math.max(...plans.map(([, plan]) => plan.length));
  const columns = Array.from({ length: width }, (_, place) => plans.map(([, plan]) => plan[place] ?? 0));
  const codes = plans.map(([code]) => code);
  const text = JSON.stringify({ rest, codes, columns }).replaceAll('\\\\d', ANY_DIGIT);
  return `const text = String.raw\`${text}\`.replaceAll('${ANY_DIGIT}', '\\\\\\\\d');
    const { rest, codes, columns } = JSON.parse(text);
    const planAt = (row) => columns.map((column) => column[row]);
    export default { ...rest, countries: Object.fromEntries(codes.map((code, row) => [code, planAt(row)])) };`;
}

function copyStatic() {
  return src(STATIC_FILES, { base: '.', encoding: false }).pipe(dest('dist'));
}

// n8n's strict mode lets the root's ESLint configuration ignore nothing, so what is generated below .cache says itself
// that it is not to be linted.
async function cache() {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, 'eslint.config.mjs'), "export default [{ ignores: ['**'] }];\n");
}

async function unpack() {
  rmSync(UNPACKED, { recursive: true, force: true });
  mkdirSync(UNPACKED, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', UNPACKED], { cwd: __dirname });
  const tarball = readdirSync(UNPACKED).find((name) => name.endsWith('.tgz'));
  const target = join(UNPACKED, 'n8n-nodes-kaleyra');
  mkdirSync(target);
  await tar.extract({ file: join(UNPACKED, tarball), cwd: target, strip: 1 });
}

// A package like the packed one, whose code is the sources: what coverage is measured on.
async function link() {
  rmSync(SOURCE_PACKAGE, { recursive: true, force: true });
  cpSync(join(UNPACKED, 'n8n-nodes-kaleyra'), SOURCE_PACKAGE, { recursive: true });
  for (const entry of [NODE_ENTRY, CREDENTIAL_ENTRY]) {
    const bundled = join(SOURCE_PACKAGE, 'dist', entry.replace(/\.ts$/, '.js'));
    const source = relative(dirname(bundled), join(__dirname, entry));
    writeFileSync(bundled, `module.exports = require(${JSON.stringify(source)});\n`);
  }
}

function watch() {
  watchFiles([...SOURCES, ...STATIC_FILES], { ignoreInitial: false }, build);
}

const build = series(clean, parallel(typeCheck, bundle, copyStatic));

const pack = series(parallel(build, cache), unpack);

exports.build = build;
exports.cache = cache;
exports.pack = pack;
exports.sources = series(pack, link);
exports.watch = watch;
exports.default = build;
