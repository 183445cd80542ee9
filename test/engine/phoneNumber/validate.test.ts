import { describe, expect, test } from '@jest/globals';

import { kaleyraWorkflow, runWorkflow } from '../../support/engine';

const VALIDATE = {
  resource: 'phoneNumber',
  operation: 'validate',
  phone: '={{ $json.phone }}',
  defaultCountry: 'IN',
};

describe('Validate', () => {
  test('runs without a credential and describes every number', async () => {
    const run = await runWorkflow({
      workflow: kaleyraWorkflow(VALIDATE, { credentials: false }),
      items: [
        { id: 1, phone: '98765 43210' },
        { id: 2, phone: 'hello' },
        { id: 3, phone: '+919876543210' },
      ],
    });
    const { outputs, hints } = run.node('Kaleyra');
    expect(run.status).toBe('success');
    expect(outputs[0]).toEqual([
      {
        json: {
          id: 1,
          phone: '98765 43210',
          validation: {
            phone_number: '+919876543210',
            phone_country: 'IN',
            phone_type: 'mobile',
            is_mobile: true,
            phone_input: '98765 43210',
            phone_reading: 'national',
            phone_national: '098765 43210',
            phone_international: '+91 98765 43210',
          },
        },
        pairedItem: { item: 0 },
      },
      {
        json: { id: 3, phone: '+919876543210', validation: expect.objectContaining({ duplicate_of: 0 }) },
        pairedItem: { item: 2 },
      },
    ]);
    expect(outputs[1]).toHaveLength(1);
    expect(hints[0]?.message).toBe(
      '3 items: 1 unique number, 1 value rejected; 1 without country code read with Default Country or a country in the cell. A bulk lookup would send 1 number in 1 request.',
    );
  });

  test('a lookup without a credential says so', async () => {
    const run = await runWorkflow({
      workflow: kaleyraWorkflow(
        { ...VALIDATE, resource: 'lookup', operation: 'startBulk' },
        { credentials: false },
      ),
      items: [{ phone: '98765 43210' }],
    });
    expect(run.error?.message).toContain('does not have any credentials set');
  });
});
