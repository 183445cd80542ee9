// The root's configuration is n8n's own, made for code that n8n runs. Tests and scripts run outside of n8n: theirs is this.
import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default [
  ...configWithoutCloudSupport,
  {
    files: ['**/*.ts'],
    rules: {
      '@n8n/community-nodes/require-node-api-error': 'off',
      '@n8n/community-nodes/no-dangerous-functions': 'off',
      'no-console': 'off',
    },
  },
];
