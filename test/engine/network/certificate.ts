import { createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** A certificate and its private key, as `node:tls` takes them. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority or a self-signed server: it can sign other certificates. */
export interface Issuer extends Certificate {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  /** The host it is for; also its name. */
  readonly host: string;
  /** Without one, it is self-signed. */
  readonly issuer?: Issuer;
  /** Days from now; by default, the day before and the day after today. */
  readonly validFrom?: number;
  readonly validTo?: number;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(objectIdentifier([42, 134, 72, 206, 61, 4, 3, 2]));

/** Makes an X.509 certificate (RFC 5280), so that no test needs OpenSSL's command. */
export function makeCertificate({ host, issuer, validFrom = -1, validTo = 1 }: CertificateOptions): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer?.name ?? host),
    sequence(time(validFrom), time(validTo)),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extension([85, 29, 17], sequence(tagged(0x82, Buffer.from(host)))), IS_AUTHORITY)),
  );
  const signature = createSign('sha256')
    .update(content)
    .sign(issuer?.privateKey ?? privateKey);
  const bits = tagged(0x03, Buffer.concat([Buffer.from([0]), signature]));
  const der = sequence(content, ECDSA_WITH_SHA256, bits);
  return {
    name: host,
    privateKey,
    cert: pem(der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const IS_AUTHORITY = extension([85, 29, 19], sequence(tagged(0x01, Buffer.from([255]))));

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function nameOf(name: string): Buffer {
  return sequence(tagged(0x31, sequence(objectIdentifier([85, 4, 3]), tagged(0x0c, Buffer.from(name)))));
}

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * DAY_MS).toISOString().replace(/\.\d+|[-:T]/g, '');
  return tagged(0x18, Buffer.from(text));
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return sequence(objectIdentifier(id), tagged(0x04, value));
}

function objectIdentifier(bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes));
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** Tag, length and value (X.690, distinguished encoding). */
function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
