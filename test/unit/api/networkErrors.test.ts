import { describe, expect, test } from '@jest/globals';

import type { NetworkError } from '../../../nodes/Kaleyra/api/http';
import { describeNetworkError, wasNeverSent } from '../../../nodes/Kaleyra/api/networkErrors';
import { fault } from './tools';

const host = 'api.example';

describe('surely not sent', () => {
  test.each<[NetworkError, string]>([
    [fault('ECONNREFUSED'), 'Could not reach Kaleyra: the connection was refused'],
    [fault('ENOTFOUND'), 'Could not reach Kaleyra: the host name could not be resolved'],
    [fault('EAI_AGAIN'), 'Could not reach Kaleyra: the DNS server did not respond'],
    [fault('ERR_INVALID_URL'), "Could not reach Kaleyra: the credential's URL is invalid"],
    [
      fault('ERR_INVALID_CHAR'),
      'Could not reach Kaleyra: the API key contains a character that cannot be sent',
    ],
    [{ ...fault('DEPTH_ZERO_SELF_SIGNED_CERT'), host }, 'The certificate of api.example is self-signed'],
    [{ ...fault('CERT_HAS_EXPIRED'), host }, 'The certificate of api.example has expired'],
    [
      { ...fault('ERR_TLS_CERT_ALTNAME_INVALID'), host },
      'The certificate of api.example is for another host',
    ],
    [
      { ...fault('ETIMEDOUT'), neverSent: true, host },
      'Could not reach api.example: it did not accept the connection in time',
    ],
    [{ ...fault('ENETDOWN'), neverSent: true }, 'Could not reach Kaleyra (ENETDOWN)'],
    [
      { ...fault('NOT_SENT'), neverSent: true, refusal: 'Domain not allowed' },
      'n8n did not send the request: Domain not allowed',
    ],
    [{ ...fault('ERR_CANCELED'), neverSent: true }, 'The execution was canceled before the request was sent'],
  ])('%j', (error, message) => {
    expect(wasNeverSent(error)).toBe(true);
    expect(describeNetworkError(error)[0]).toBe(message);
  });
});

describe('perhaps sent', () => {
  test.each([
    'ECONNRESET',
    'ETIMEDOUT',
    'ECONNABORTED',
    'EPROTO',
    'EHOSTUNREACH',
    'ERR_CANCELED',
    'constructor',
  ])('%s, unless the connection was not ready', (code) => {
    expect(wasNeverSent(fault(code))).toBe(false);
    expect(wasNeverSent({ ...fault(code), neverSent: true })).toBe(true);
  });
});
