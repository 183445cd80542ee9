import { config } from '@n8n/node-cli/eslint';

export default [
  { ignores: ['.cache/**', 'coverage/**', 'reports/**', '.stryker-tmp/**'] },
  ...config,
  {
    files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      complexity: ['error', 12],
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['nodes/Kaleyra/phone/**/*.ts', 'nodes/Kaleyra/lookup/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['n8n-workflow', '**/api/*', '**/n8n/*', '**/operations/*'] },
      ],
    },
  },
  {
    files: ['nodes/Kaleyra/api/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['**/phone/*', '**/lookup/*', '**/n8n/*', '**/operations/*'] },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@n8n/community-nodes/no-restricted-imports': 'off',
      '@n8n/community-nodes/no-restricted-globals': 'off',
      '@n8n/community-nodes/require-node-api-error': 'off',
      '@n8n/community-nodes/no-dangerous-functions': 'off',
      'no-console': 'off',
    },
  },
];
