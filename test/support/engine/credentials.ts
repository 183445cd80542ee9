import type { PackageDirectoryLoader } from 'n8n-core';
import {
  ICredentialsHelper,
  type IAuthenticateGeneric,
  type ICredentialDataDecryptedObject,
  type ICredentialType,
  type IHttpRequestOptions,
} from 'n8n-workflow';

/** The fields of credentials, by type. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/**
 * Serves credentials like n8n: fills in defaults and resolves the generic `authenticate` of the credential class with
 * the expression engine. Only the storage differs: an object instead of n8n's database.
 */
export class CredentialStore extends ICredentialsHelper {
  constructor(
    private readonly loader: PackageDirectoryLoader,
    private readonly data: Readonly<CredentialData>,
  ) {
    super();
  }

  authenticate: ICredentialsHelper['authenticate'] = async (
    credentials,
    typeName,
    options,
    workflow,
    node,
  ) => {
    const { properties } = this.type(typeName).authenticate as IAuthenticateGeneric;
    const data = { $credentials: credentials } as never;
    const resolve = (value: string): unknown =>
      workflow && node
        ? workflow.expression.resolveSimpleParameterValue(
            value,
            {},
            null,
            0,
            0,
            node.name,
            [],
            'internal',
            data,
          )
        : value;
    const own = Object.entries(properties.headers ?? {}).map(([name, value]) => [
      name,
      resolve(String(value)),
    ]);
    const headers = { ...options.headers, ...Object.fromEntries(own) };
    return Object.assign(options as IHttpRequestOptions, { headers });
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
