'use strict';

// The mock API listens on this computer, and requests to it must stay there, whatever proxy the user has. Some clients
// read NO_PROXY, others no_proxy, so both name what either did.
const { no_proxy: lower, NO_PROXY: upper } = process.env;
const hosts = [...new Set([lower, upper, '127.0.0.1', 'localhost'])].filter(Boolean).join(',');
Object.assign(process.env, { no_proxy: hosts, NO_PROXY: hosts });
