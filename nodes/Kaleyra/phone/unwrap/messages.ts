import { compact } from './keys';
import { isAboutMoney } from './naming';
import { looksLikePhone, textOf, type Field } from './shapes';

/** A party of a message or call. */
interface Party {
  readonly text: string;
  readonly isInternational: boolean;
}

/** Reads the fields of an object that may be a message. */
export interface PartyReader {
  /** Whether the field names a party: `from`, `to`. */
  isParty(name: string): boolean;
  /** Whether it names the user's own side of the conversation, which counts only if there is no other. */
  isOwnSide(name: string, value: unknown): boolean;
  /** The party in a value of the field, or null if it has none. */
  read(name: string, value: unknown): Party | null;
}

const WHATSAPP_ID = /^\d{6,20}(?::\d{1,3})?@(?:c\.us|s\.whatsapp\.net)$/i;
const SENDERS = new Set(['from', 'sender', 'caller', 'author', 'originator']);
const NEITHER: ReadonlySet<string> = new Set();
const RECIPIENTS = new Set(['to', 'called', 'recipient', 'recipients', 'destination']);
// WhatsApp's name for the recipient in a message status.
const RECIPIENT_OF_STATUS = 'recipientid';
const SIGNS_OF_A_MESSAGE =
  'body text message messageid messagesid smsid smssid smsmessagesid callsid messageuuid'.split(' ');
const MIN_BARE = 10;
const MIN_INTERNATIONAL = 11;

/**
 * Creates a reader for the parties of one message. The other party is its sender or, for an outbound message, its
 * recipient.
 */
export function partiesOf(fields: readonly Field[]): PartyReader {
  const values = new Map(fields.map(([name, value]) => [compact(name), value]));
  const isWhatsApp = textOf(values.get('id'))?.startsWith('wamid.') ?? false;
  const isMessage =
    isWhatsApp || (SIGNS_OF_A_MESSAGE.some((name) => values.has(name)) && !isAboutMoney(fields));
  const isOutbound = values.get('fromme') === true || /^out/i.test(String(values.get('direction')));
  const isKnown =
    isMessage || isWhatsAppId(values.get('from')) || values.has('fromme') || values.has('direction');
  const ownSide = isOutbound ? SENDERS : isKnown ? RECIPIENTS : NEITHER;

  const readNumber = (text: string): Party | null => {
    const shape = looksLikePhone(text);
    if (shape === null) return null;
    if (shape === 'bare' && (!isMessage || text.length < MIN_BARE)) return null;
    const beginsWithCode = isWhatsApp || text.length >= MIN_INTERNATIONAL;
    return { text, isInternational: beginsWithCode && /^[1-9]\d+$/.test(text) };
  };

  return {
    isParty: (name) => {
      const key = compact(name);
      return SENDERS.has(key) || RECIPIENTS.has(key) || key === RECIPIENT_OF_STATUS;
    },
    isOwnSide: (name, value) => {
      const key = compact(name);
      return ownSide.has(key) || (key === 'sender' && isWhatsAppId(value));
    },
    read(name, value) {
      const text = textOf(value)?.trim() ?? '';
      if (isWhatsAppId(text)) return { text, isInternational: true };
      return this.isParty(name) ? readNumber(text) : null;
    },
  };
}

// In WhatsApp gateways, `sender` is the user's own number, and the other party's is `remoteJid`, `from` or
// `_serialized`.
function isWhatsAppId(value: unknown): boolean {
  return typeof value === 'string' && WHATSAPP_ID.test(value.trim());
}
