export { default } from '../eslint.outside.mjs';
