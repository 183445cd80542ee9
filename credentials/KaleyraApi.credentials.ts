import type {
  IAuthenticateGeneric,
  Icon,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

import { BASE_URL_EXPRESSION } from '../nodes/Kaleyra/api/baseUrl';

const STILL_USABLE =
  'The key may still work for lookups: this check reads callback profiles, which some accounts cannot access.';

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
      description: "Region of your account, shown as 'API Domain' next to the API key in the Kaleyra console",
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
      description: 'Base URL for requests, without a path. Plain HTTP is allowed only for localhost.',
      displayOptions: { show: { region: ['custom'] } },
    },
    {
      displayName: 'SID',
      name: 'sid',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. HX0000000000IN',
      description: 'Security Identifier of the account, shown next to the API keys in the Kaleyra console',
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

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { 'api-key': '={{ $credentials.apiKey }}' } },
  };

  test: ICredentialTestRequest = {
    request: {
      baseURL: BASE_URL_EXPRESSION,
      url: '=/v1/{{ encodeURIComponent(String($credentials.sid).trim()) }}/callback/profiles',
      qs: { limit: 1, offset: 0 },
      headers: { 'Content-Type': 'application/json' },
      disableFollowRedirect: true,
    },
    rules: [
      {
        type: 'responseCode',
        properties: {
          value: 401,
          message:
            'Kaleyra did not accept the API key. Check the key, the SID and the region. A key stops working when the team member who created it is removed.',
        },
      },
      {
        type: 'responseCode',
        properties: {
          value: 403,
          message: `Kaleyra denied access. Check that the SID belongs to the key. If the key has an IP whitelist, check that it includes this server's address. ${STILL_USABLE}`,
        },
      },
      {
        type: 'responseCode',
        properties: {
          value: 404,
          message: `Kaleyra does not recognize this URL. Check the region and the SID. ${STILL_USABLE}`,
        },
      },
    ],
  };
}
