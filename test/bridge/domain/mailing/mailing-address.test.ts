import assert from 'node:assert/strict';
import { mailingAddress, zipOf } from '../../../../bridge/domain/mailing/mailing-address.js';

describe('the mailing address', () => {
  const served = { address: '12 Main St', city: 'Alabaster', state: 'AL', zip: '35007' };
  const contact = { eBill: false, email: '', phone: '', calls: 'unsaid' } as const;

  it('is what the customer said, and else the place that is served', () => {
    const said = ['PO Box 12', 'Calera, AL 35040'];
    assert.deepEqual(mailingAddress({ ...contact, mailingAddress: said }, served), said);
    const place = ['12 Main St', 'Alabaster, AL 35007'];
    assert.deepEqual(mailingAddress({ ...contact, mailingAddress: [] }, served), place);
    assert.deepEqual(mailingAddress(undefined, served), place);
  });

  for (const [line, zip] of [
    ['Calera, AL 35040', '35040'],
    ['Calera, AL 35040-0123 ', '350400123'],
    ['Calera, AL 350400123', '350400123'],
    ['Toronto ON M5V 2T6', ''],
    ['Box 123456', ''],
    ['Calera', ''],
  ] as const)
    it(`has the ZIP code "${zip}" where it ends with "${line}"`, () => {
      assert.equal(zipOf(['35007 Elm St', line]), zip);
    });

  it('has none where it has no line', () => {
    assert.equal(zipOf([]), '');
  });
});
