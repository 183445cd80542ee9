import type { PackageDirectoryLoader } from 'n8n-core';
import {
  ICredentialsHelper,
  type ICredentialDataDecryptedObject,
  type ICredentialType,
  type IHttpRequestOptions,
} from 'n8n-workflow';

/** The fields of credentials, by type. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/**
 * Serves credentials like n8n: fills in defaults and calls the `authenticate` function of the credential class. Only the
 * storage differs: an object instead of n8n's database.
 */
export class CredentialStore extends ICredentialsHelper {
  constructor(
    private readonly loader: PackageDirectoryLoader,
    private readonly data: Readonly<CredentialData>,
  ) {
    super();
  }

  authenticate: ICredentialsHelper['authenticate'] = async (credentials, typeName, options) => {
    const { authenticate } = this.type(typeName);
    if (typeof authenticate !== 'function')
      throw new Error(`${typeName} does not authenticate by a function.`);
    return await authenticate(credentials, options as IHttpRequestOptions);
  };

  getDecrypted: ICredentialsHelper['getDecrypted'] = async (_additionalData, _details, type) => {
    const defaults = this.getCredentialsProperties(type).map(({ name, default: value }) => [name, value]);
    return { ...Object.fromEntries(defaults), ...this.data[type] };
  };

  getCredentials: ICredentialsHelper['getCredentials'] = async () => {
    throw new Error('The tests keep no encrypted credentials.');
  };

  getCredentialsProperties = (type: string) => this.type(type).properties;
  getParentTypes = () => [];
  isCredentialUsableByNode = () => true;
  preAuthentication = async () => undefined;
  runPreAuthentication = async () => undefined;
  updateCredentials = async () => {};
  updateCredentialsOauthTokenData = async () => {};

  private type(name: string): ICredentialType {
    return this.loader.getCredential(name).type;
  }
}
