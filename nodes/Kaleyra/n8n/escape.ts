import { excerpt } from '../api/json';

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text from outside, because n8n renders descriptions as HTML. */
export function escapeHtml(text: string): string {
  return excerpt(text).replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
}

/** Escapes a text of our own with parts from outside. Our quotation marks stay: outside of tags they do no harm. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => HTML_ENTITIES[character] ?? character);
}
