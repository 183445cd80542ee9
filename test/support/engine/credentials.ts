import {
  ICredentialsHelper,
  type IAuthenticateGeneric,
  type ICredentialDataDecryptedObject,
  type ICredentials,
  type ICredentialType,
  type IDataObject,
  type IHttpRequestOptions,
  type INode,
  type INodeCredentialsDetails,
  type INodeProperties,
  type IRequestOptionsSimplified,
  type IWorkflowExecuteAdditionalData,
  type NodeParameterValue,
  type Workflow,
} from 'n8n-workflow';

/** How workflows refer to the sandbox's credential. */
export const CREDENTIAL = { id: 'kal1', name: 'Kaleyra sandbox' };

/**
 * Serves credentials like n8n: fills in defaults and resolves the generic `authenticate` of the credential class with
 * the expression engine. Only the storage differs: an object instead of n8n's database.
 */
export class CredentialStore extends ICredentialsHelper {
  constructor(
    private readonly types: ReadonlyMap<string, ICredentialType>,
    private readonly data: Readonly<Record<string, ICredentialDataDecryptedObject>>,
  ) {
    super();
  }

  getParentTypes(): string[] {
    return [];
  }

  isCredentialUsableByNode(): boolean {
    return true;
  }

  async authenticate(
    credentials: ICredentialDataDecryptedObject,
    typeName: string,
    requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
    workflow?: Workflow,
    node?: INode,
  ): Promise<IHttpRequestOptions> {
    const options = requestOptions as IHttpRequestOptions;
    const { properties } = this.type(typeName).authenticate as IAuthenticateGeneric;
    const headers: IDataObject = { ...options.headers };
    for (const [name, value] of Object.entries(properties.headers ?? {})) {
      headers[name] =
        workflow && node
          ? (workflow.expression.resolveSimpleParameterValue(
              value as NodeParameterValue,
              {},
              null,
              0,
              0,
              node.name,
              [],
              'internal',
              { $credentials: credentials } as never,
            ) as string)
          : String(value);
    }
    return Object.assign(options, { headers });
  }

  async preAuthentication(): Promise<undefined> {
    return undefined;
  }

  async runPreAuthentication(): Promise<undefined> {
    return undefined;
  }

  getCredentials(): Promise<ICredentials> {
    return Promise.reject(new Error('The tests keep no encrypted credentials.'));
  }

  async getDecrypted(
    _additionalData: IWorkflowExecuteAdditionalData,
    _details: INodeCredentialsDetails,
    type: string,
  ): Promise<ICredentialDataDecryptedObject> {
    const defaults = this.getCredentialsProperties(type).map(({ name, default: value }) => [name, value]);
    return { ...Object.fromEntries(defaults), ...this.data[type] };
  }

  async updateCredentials(): Promise<void> {}

  async updateCredentialsOauthTokenData(): Promise<void> {}

  getCredentialsProperties(type: string): INodeProperties[] {
    return this.type(type).properties;
  }

  private type(name: string): ICredentialType {
    const type = this.types.get(name);
    if (type === undefined) throw new Error(`There is no credential type '${name}'.`);
    return type;
  }
}
