import type {
  IAuthenticate,
  Icon,
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { findForeignTarget, resolveBaseUrl } from '../nodes/Kaleyra/api/baseUrl';

const STILL_USABLE =
  'The key may still work for lookups: this check reads callback profiles, which some accounts cannot access.';

const NOT_KALEYRA =
  "The response did not come from Kaleyra's API. Check the region: another server may be responding.";

export class KaleyraApi implements ICredentialType {
  name = 'kaleyraApi';

  displayName = 'Kaleyra API';

  icon: Icon = { light: 'file:../nodes/Kaleyra/kaleyra.svg', dark: 'file:../nodes/Kaleyra/kaleyra.dark.svg' };

  documentationUrl = 'https://developers.kaleyra.io/docs/view-api-key-and-sid';

  properties: INodeProperties[] = [
    {
      displayName: 'Region',
      name: 'region',
      type: 'options',
      default: 'https://api.kaleyra.io',
      description: "Region of your account, the 'API Domain' next to the API key in the console",
      options: [
        { name: 'Asia Pacific (api.ap.kaleyra.io)', value: 'https://api.ap.kaleyra.io' },
        { name: 'Custom', value: 'custom', description: "Another URL, entered in 'API Domain'" },
        { name: 'Europe (api.eu.kaleyra.io)', value: 'https://api.eu.kaleyra.io' },
        { name: 'Global (api.kaleyra.io)', value: 'https://api.kaleyra.io' },
        { name: 'India (api.in.kaleyra.io)', value: 'https://api.in.kaleyra.io' },
        { name: 'North America (api.na.kaleyra.ai)', value: 'https://api.na.kaleyra.ai' },
      ],
    },
    {
      displayName: 'API Domain',
      name: 'baseUrl',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://api.eu.kaleyra.io',
      description:
        'Base URL for requests, without a path. Plain HTTP is allowed only for localhost. If n8n uses HTTP_PROXY, add localhost to NO_PROXY.',
      displayOptions: { show: { region: ['custom'] } },
    },
    {
      displayName: 'SID',
      name: 'sid',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. HX0000000000IN',
      description: 'Security Identifier of the account, next to the API keys in the console',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'From Developers > API Keys in the Kaleyra console',
    },
  ];

  authenticate: IAuthenticate = async (credentials, requestOptions) =>
    await Promise.resolve(withApiKey(credentials, requestOptions));

  test: ICredentialTestRequest = {
    request: {
      // Relative: `authenticate` adds the base URL.
      url: '=/v1/{{ encodeURIComponent(String($credentials.sid).trim()) }}/callback/profiles',
      qs: { limit: 1, offset: 0 },
      headers: { 'Content-Type': 'application/json' },
      disableFollowRedirect: true,
    },
    rules: testRules(),
  };
}

const MEANINGS: ReadonlyArray<readonly [status: number, message: string]> = [
  [
    401,
    'Kaleyra did not accept the API key. Check the key, the SID and the region. A key stops working when the team member who created it is removed.',
  ],
  [
    403,
    `Kaleyra denied access. Check that the SID belongs to the key. If the key has an IP whitelist, check that it includes this server's address. ${STILL_USABLE}`,
  ],
  [404, `Kaleyra does not recognize this URL. Check the region and the SID. ${STILL_USABLE}`],
  [429, 'Kaleyra is receiving too many requests. Test again in a minute.'],
  ...[500, 502, 503, 504].map((status) => [status, 'Kaleyra is unavailable. Test again later.'] as const),
];

const REDIRECTS = [301, 302, 303, 307, 308].map((status) => [status, NOT_KALEYRA] as const);

// Of a response with 2xx, Kaleyra's own has `code` and `data` whatever they say, and may repeat a status of its own.
function testRules(): NonNullable<ICredentialTestRequest['rules']> {
  const ofBody = [
    ...MEANINGS.map(([value, message]) => ({ key: 'status', value, message })),
    ...['code', 'data'].map((key) => ({ key, value: undefined, message: NOT_KALEYRA })),
  ];
  const rules = [
    ...[...MEANINGS, ...REDIRECTS].map(([value, message]) => ({
      type: 'responseCode',
      properties: { value, message },
    })),
    ...ofBody.map((properties) => ({ type: 'responseSuccessBody', properties })),
  ];
  // n8n applies rules of both types, although its own type takes only a list of one.
  return rules as NonNullable<ICredentialTestRequest['rules']>;
}

/** A request as the credential test and the node make it, or (`uri`) n8n's HTTP Request node. */
type AnyRequest = IHttpRequestOptions & { readonly uri?: string };

/**
 * Adds the API key to a request, and the base URL to a relative one.
 * @throws if the credential's SID or base URL is unusable, or if the request would take the key elsewhere
 */
function withApiKey(credentials: ICredentialDataDecryptedObject, request: AnyRequest): IHttpRequestOptions {
  const account = resolveBaseUrl(credentials);
  if ('problem' in account) throw new UserError(account.problem);
  const { url = request.uri ?? '', baseURL = account.baseUrl } = request;
  const foreign = findForeignTarget({ url, baseURL }, account.baseUrl);
  if (foreign !== null) throw new UserError(foreign);
  return Object.assign(request, {
    baseURL,
    headers: { ...request.headers, 'api-key': String(credentials.apiKey).trim() },
    // n8n's client follows redirects with all headers. The last three are for the HTTP Request node.
    disableFollowRedirect: true,
    maxRedirects: 0,
    followRedirect: false,
    followAllRedirects: false,
  });
}
