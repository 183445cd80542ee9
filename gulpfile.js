'use strict';

const { execFileSync } = require('node:child_process');
const {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const esbuild = require('esbuild');
const { dest, parallel, series, src, watch: watchFiles } = require('gulp');
const tar = require('tar');

const { createSbom } = require('./scripts/sbom.cjs');

const NODE_ENTRY = 'nodes/Kaleyra/Kaleyra.node.ts';
const CREDENTIAL_ENTRY = 'credentials/KaleyraApi.credentials.ts';
const READING_ENTRY = 'nodes/Kaleyra/phone/reading.ts';
const LIBRARY_ENTRY = 'nodes/Kaleyra/phone/libphonenumber.ts';
const SOURCES = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const STATIC_FILES = ['nodes/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json'];
const CACHE = join(__dirname, '.cache');
const PACKAGE = join(CACHE, 'package');
const UNPACKED = join(CACHE, 'package.new');
const LOCK = join(CACHE, 'pack.pid');
const MAX_LOCK_TRIES = 2_400;
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
  charset: 'utf8',
  metafile: true,
};

// What esbuild put into the bundles.
let bundled = [];

// esbuild removes most comments, but not those inside classes, objects and lists, and adds the files' paths. Those of the
// library stay, so that the file says what it contains.
const STRAY_COMMENTS = /^ *(?:\/\/(?! node_modules\/).*|\/\*\*[^]*?\*\/)\n/gm;

const PART = /^var (import_\w+) = require\("(\.\/phone\/\w+\.js)"\);\n/gm;

// Our code ships unminified so that users can audit it. The library, whose sources are public, is minified in a
// separate file.
async function bundle() {
  const ours = await bundleOurs([NODE_ENTRY, CREDENTIAL_ENTRY], './phone/');
  const reading = await bundleOurs([READING_ENTRY], './');
  const library = await esbuild.build({
    ...BUNDLE,
    entryPoints: [LIBRARY_ENTRY],
    plugins: [modernBuild, compiledOnce],
    minify: true,
    banner: { js: LIBRARY_NOTICE },
  });
  bundled = [ours, reading, library.metafile];
}

async function bundleOurs(entryPoints, phone) {
  const { metafile } = await esbuild.build({
    ...BUNDLE,
    entryPoints,
    plugins: [besideItsParts(phone)],
  });
  for (const output of Object.keys(metafile.outputs)) {
    writeFileSync(output, loadedWhenUsed(readFileSync(output, 'utf8').replace(STRAY_COMMENTS, '')));
  }
  return metafile;
}

// n8n loads every node when it starts, but few workflows have run by then.
function loadedWhenUsed(code) {
  return [...code.matchAll(PART)].reduce(
    (rest, [line, name, part]) => rest.replace(line, '').replaceAll(`${name}.`, `require("${part}").`),
    code,
  );
}

const besideItsParts = (phone) => ({
  name: 'beside-its-parts',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/(?:reading|libphonenumber)$/ }, ({ path }) => ({
      path: `${phone}${basename(path)}.js`,
      external: true,
    }));
  },
});

// The library's own build for modern engines loads in half the time and parses 20% faster.
const modernBuild = {
  name: 'modern-build',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^libphonenumber-js\/max$/ }, ({ kind, resolveDir }) =>
      resolve('libphonenumber-js/max/es6', { kind, resolveDir }),
    );
  },
};

// The library compiles a pattern each time it matches one, which is most of the time that it parses in.
const COMPILED = "new RegExp('^(?:' + regularExpressionText + ')$')";
const KEPT = `(compiled[regularExpressionText] ??= ${COMPILED})`;
const compiledOnce = {
  name: 'compiled-once',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]matchesEntirely\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      if (!code.includes(COMPILED)) throw new Error(`${path} no longer has ${COMPILED}.`);
      return { contents: `const compiled = {};\n${code.replace(COMPILED, () => KEPT)}` };
    });
  },
};

function copyStatic() {
  return src(STATIC_FILES, { base: '.', encoding: false }).pipe(dest('dist'));
}

// In n8n's strict mode, the root ESLint configuration cannot ignore anything, so .cache gets its own that ignores it.
async function cache() {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, 'eslint.config.mjs'), "export default [{ ignores: ['**'] }];\n");
}

// Two at once, such as demos, would delete each other's files. The lock is held until this process ends.
async function lock() {
  for (let left = MAX_LOCK_TRIES; !tryLock(); left -= 1) {
    if (left === 0) throw new Error(`Another process is packing. If none is, delete ${LOCK}.`);
    await sleep(250);
  }
  process.once('exit', () => rmSync(LOCK, { force: true }));
}

function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isHeld()) rmSync(LOCK, { force: true });
  return false;
}

// A process that was killed leaves its lock behind.
function isHeld() {
  try {
    return process.kill(Number(readFileSync(LOCK, 'utf8')), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
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

// By renaming, because something else may be loading the package.
async function replace() {
  const old = `${PACKAGE}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(PACKAGE)) renameSync(PACKAGE, old);
  renameSync(UNPACKED, PACKAGE);
  rmSync(old, { recursive: true, force: true });
}

async function sbom() {
  writeFileSync(join(UNPACKED, 'sbom.cdx.json'), `${JSON.stringify(createSbom(bundled), null, 2)}\n`);
}

// A package like the packed one that loads the sources instead, so that coverage is measured on them.
async function link() {
  rmSync(SOURCE_PACKAGE, { recursive: true, force: true });
  cpSync(join(PACKAGE, 'n8n-nodes-kaleyra'), SOURCE_PACKAGE, { recursive: true });
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

const pack = series(cache, lock, build, unpack, sbom, replace);

exports.build = build;
exports.cache = cache;
exports.pack = pack;
exports.sources = series(pack, link);
exports.watch = watch;
exports.default = build;
