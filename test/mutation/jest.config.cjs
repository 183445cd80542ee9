'use strict';

const { join } = require('node:path');

const { projects } = require('../../jest.config.js');
const { testMatch } = require('./modules.cjs');

// One project instead of three: Stryker would run its tests once for each project of the usual configuration.
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'unit'),
  rootDir: join(__dirname, '..', '..'),
  testMatch,
  setupFiles: [join(__dirname, 'properties.cjs')],
};
