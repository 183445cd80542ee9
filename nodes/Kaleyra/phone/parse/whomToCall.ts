import { kind, match, matchFirst, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';

const TITLE = word(
  /^(?:Mrs?|MRS?|Ms|Miss|Dr|Prof|Sir|Herrn?|Frau|Hr|Monsieur|Madame|Mme|Mlle|Sra?|Srta|Señora?|Dhr|Mevr|Mw|Sig|Signora?|Pani?|Shri|Smt)$/,
);

// `Mr No 4711`
const NAME = word(/^(?!N[or]$)\p{Lu}/u);

/** Whether a name follows a title: `Mr. Price 415-555-0132`, `Herr Stock`. */
export function isOfPerson(tokens: readonly Token[], index: number): boolean {
  const at = kind('dot')(tokenAt(tokens, index - 1)) ? index - 2 : index - 1;
  return TITLE(tokenAt(tokens, at)) && NAME(tokenAt(tokens, index));
}

const CALLER = word(/^caller$/i);
const ID = word(/^id$/i);
const TO_CALL = [
  [
    word(
      /^(?:service|servi[cz]io|al|ao|atenci[oó]n|atendimento|assistenza|obsługa|layanan|pelayanan|служба)$/iu,
    ),
    word(/^(?:clientes?|clienti|clients?|klienta|klientów|pelanggan|клиентов|abonados?|pacientes?)$/iu),
  ],
  [
    word(/^(?:for|to|para|pour|für|per|untuk|для|dla|voor)$/iu),
    word(
      /^(?:order|booking|reserv|pedido|pesan|pemesanan|command|commander|bestell|zamów|заказ|prenota|ordin)/iu,
    ),
  ],
  [CALLER, ID],
  [word(/^ich$/i), word(/^bin$/i)],
];
const CALLER_ID = [CALLER, touching(kind('dash')), ID];

/** Whether a word says whom to call, or what for: `Atención al cliente`, `For orders`, `Caller ID`, `Ich bin`. */
export function isToCall(tokens: readonly Token[], index: number): boolean {
  return matchFirst(tokens, index - 1, TO_CALL) > 0 || match(tokens, index - 2, ...CALLER_ID) > 0;
}
