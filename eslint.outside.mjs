// For tests and scripts, which do not run in n8n. The root configuration is n8n's own, for code that does.
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
