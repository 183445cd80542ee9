'use strict';

const { KaleyraApi } = require('./dist/credentials/KaleyraApi.credentials.js');
const { Kaleyra } = require('./dist/nodes/Kaleyra/Kaleyra.node.js');

module.exports = { Kaleyra, KaleyraApi };
