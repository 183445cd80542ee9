import tls, { type SecureContextOptions } from 'node:tls';

/** Runs `work` while this process trusts these certificates, as with NODE_EXTRA_CA_CERTS. */
export async function trusting<T>(certificates: readonly string[], work: () => Promise<T>): Promise<T> {
  const original = tls.createSecureContext;
  tls.createSecureContext = (options?: SecureContextOptions) =>
    original({ ...options, ca: [...tls.rootCertificates, ...certificates] });
  try {
    return await work();
  } finally {
    tls.createSecureContext = original;
  }
}
