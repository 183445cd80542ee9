import type { IDataObject } from 'n8n-workflow';

const NO_COUNTRY = 'The number has no country code, and no country was given. Ask for the country.';

// Advice that only a person at the editor can follow names one of the node's parameters or a retry.
const IS_FOR_EDITOR =
  /'(?:Default Country|Bare Digits|Allowed Countries|Allowed Line Types|Number Format|Batch Size|Max Lookups|Retry Unconfirmed|On Error)'|^A retry /;

/**
 * A rejection as an AI agent needs it: without advice that only a person at the editor can follow.
 * @param rejected the fields of a rejected value
 * @param isPaid whether the operation sends numbers and pays for them
 */
export function rejectionForAgent(rejected: IDataObject, isPaid: boolean): IDataObject {
  const text = String(rejected.reason_text);
  const notSent = isPaid && rejected.reason !== 'NOT_ACCEPTED' ? ['Not sent, so not charged.'] : [];
  return { ...rejected, reason_text: [...sentencesForAgent(text), ...notSent].join(' ') };
}

/** What to do, without what only a person at the editor can. */
export function adviceForAgent(advice: string): string {
  return sentencesForAgent(advice).join(' ');
}

function sentencesForAgent(text: string): string[] {
  if (text.includes("'Default Country' is empty")) return [NO_COUNTRY];
  const sentences = text.split(/(?<=\.) (?=[A-Z])/);
  const kept = sentences.filter((sentence) => !IS_FOR_EDITOR.test(sentence));
  return kept.length > 0 ? kept : sentences;
}
