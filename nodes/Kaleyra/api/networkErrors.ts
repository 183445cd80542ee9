import type { NetworkError } from './http';

type Words = readonly [message: string, advice: string];

const NOTHING_SENT = 'Nothing was sent.';
const CHECK_NETWORK = "Check the credential's region and the network.";
const CHECK_CERTIFICATE =
  "Nothing was sent. Check the credential's region. If a proxy inspects encrypted traffic, add its certificate to NODE_EXTRA_CA_CERTS on the n8n server.";

// The certificate is checked before the request is sent. Codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that n8n does not trust',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an unknown authority',
  CERT_UNTRUSTED: 'comes from an authority that n8n does not trust',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: "is not valid yet: check the n8n server's clock",
  CERT_REVOKED: 'has been revoked',
  HOSTNAME_MISMATCH: 'is for another host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
};

// The name was not resolved, no connection was made, or Node.js refused to build the request.
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Could not reach Kaleyra: the connection was refused',
  ENOTFOUND: 'Could not reach Kaleyra: the host name could not be resolved',
  EAI_AGAIN: 'Could not reach Kaleyra: the DNS server did not respond',
  ERR_INVALID_URL: "Could not reach Kaleyra: the credential's URL is invalid",
  ERR_INVALID_CHAR: 'Could not reach Kaleyra: the API key contains a character that cannot be sent',
  ERR_UNESCAPED_CHARACTERS: "Could not reach Kaleyra: the credential's URL is invalid",
};

// What these mean when the connection was not ready yet.
const BEFORE_SENDING: Readonly<Record<string, string>> = {
  ECONNABORTED: 'it did not accept the connection in time',
  ETIMEDOUT: 'it did not accept the connection in time',
  ECONNRESET: 'it closed the connection before the request was sent',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  EPROTO: 'it does not offer a secure connection (HTTPS)',
};

const MAYBE_SENT: Readonly<Record<string, string>> = {
  ECONNABORTED: 'Kaleyra did not respond in time',
  ETIMEDOUT: 'Kaleyra did not respond in time',
  ECONNRESET: 'The connection to Kaleyra was lost',
  EPIPE: 'The connection to Kaleyra was lost',
  ERR_BAD_RESPONSE: "The connection to Kaleyra was lost in the middle of Kaleyra's response",
  ERR_CANCELED: 'Kaleyra had not responded when the execution was canceled',
};

/** Whether a request that failed was surely not sent, so that nothing can have been processed. */
export function wasNeverSent({ code, neverSent }: NetworkError): boolean {
  return neverSent === true || Object.hasOwn(NEVER_SENT, code) || Object.hasOwn(CERTIFICATE, code);
}

/** What happened to a request without a response, and what to do about it if it was not charged. */
export function describeNetworkError(error: NetworkError): Words {
  return wasNeverSent(error) ? describeNeverSent(error) : [describeMaybeSent(error.code), CHECK_NETWORK];
}

function describeNeverSent({ code, host = 'Kaleyra', refusal }: NetworkError): Words {
  const certificate = CERTIFICATE[code];
  if (certificate !== undefined) return [`The certificate of ${host} ${certificate}`, CHECK_CERTIFICATE];
  if (refusal !== undefined) {
    return [
      `n8n did not send the request: ${refusal}`,
      `${NOTHING_SENT} Check the credential and n8n's settings.`,
    ];
  }
  if (code === 'ERR_CANCELED') {
    return ['The execution was canceled before the request was sent', 'Run it again to send it.'];
  }
  const reason = BEFORE_SENDING[code];
  const fallback =
    reason === undefined ? `Could not reach ${host} (${code})` : `Could not reach ${host}: ${reason}`;
  return [NEVER_SENT[code] ?? fallback, `${NOTHING_SENT} ${CHECK_NETWORK}`];
}

function describeMaybeSent(code: string): string {
  // Of the HTTP parser and of decompression.
  if (/^(?:HPE_|Z_)/.test(code)) return "Kaleyra's response could not be read";
  return MAYBE_SENT[code] ?? `The request to Kaleyra did not complete (${code})`;
}
