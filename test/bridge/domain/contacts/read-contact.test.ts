import assert from 'node:assert/strict';
import { contactCells, readContact } from '../../../../bridge/domain/contacts/read-contact.js';
import type { RowCells } from '../../../../bridge/domain/sheet/compare-rows.js';

const CELLS: RowCells = { eBill: 'no', email: null, phone: null, calls: null };

describe('reading a contact', () => {
  const read = (typed: RowCells) =>
    readContact({ key: '10-0042-01', sheetRow: 7, wanted: { ...CELLS, ...typed }, changedColumns: [] });
  const codes = (typed: RowCells): string[] => {
    const contact = read(typed);
    return Array.isArray(contact) ? contact.map(({ column, code }) => `${column} ${code}`) : [];
  };

  it('takes e-bill with one plain address, a mailing address of lines that follow each other, and any writing of a phone', () => {
    const contact = read({
      eBill: 'yes',
      email: 'ada.o’neil@example.com'.replace('’', "'"),
      address1: 'P.O. Box 12',
      address2: 'Alabaster, AL 35007',
      phone: '+1 (205) 555.0143',
      calls: 'consent',
      told: 'By phone',
    });
    assert.deepEqual(contact, {
      eBill: true,
      email: "ada.o'neil@example.com",
      mailingAddress: ['P.O. Box 12', 'Alabaster, AL 35007'],
      phone: '205-555-0143',
      calls: 'consent',
      told: 'By phone',
    });
    assert.ok(!Array.isArray(contact));
    assert.deepEqual(
      readContact({ key: 'A', sheetRow: 1, wanted: contactCells(contact), changedColumns: [] }),
      contact,
    );
  });

  it('takes a contact that says nothing, and an opt-out without a phone', () => {
    assert.deepEqual(codes({}), []);
    assert.deepEqual(codes({ calls: 'opt-out' }), []);
  });

  for (const email of [
    'ada@192.168.1.1',
    'ada',
    'ada@example',
    'a b@example.com',
    'a@example.com,b@example.com',
    '"a"@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a..b@example.com',
    'a.@example.com',
    '<a@example.com>',
    `${'a'.repeat(65)}@example.com`,
    'a@-example.com',
    'é@example.com',
  ])
    it(`refuses ${JSON.stringify(email)} as an e-mail address`, () => {
      assert.deepEqual(codes({ email }), ['email email-invalid']);
    });

  for (const phone of ['555-0143', '105-555-0143', '205-155-0143', '205-555-01434', 'call me', '2055550143 x5'])
    it(`refuses ${JSON.stringify(phone)} as a phone`, () => {
      assert.deepEqual(codes({ phone }), ['phone phone-invalid']);
    });

  it('refuses e-bill without an address and consent without a phone, both at once', () => {
    assert.deepEqual(codes({ eBill: 'yes', calls: 'consent' }), ['email email-missing', 'phone phone-missing']);
  });

  it('refuses more words on how it was told than are kept', () => {
    assert.deepEqual(codes({ told: 'x'.repeat(200) }), []);
    assert.deepEqual(codes({ told: 'x'.repeat(201) }), ['told told-long']);
  });

  it('refuses a mailing address of one line, with a gap, with a line break, or longer than an envelope', () => {
    assert.deepEqual(codes({ address1: 'P.O. Box 12' }), ['address2 address-incomplete']);
    assert.deepEqual(codes({ address1: 'A', address3: 'C' }), ['address2 address-line-missing']);
    assert.deepEqual(codes({ address1: 'A\nB', address2: 'C' }), ['address1 address-line-broken']);
    assert.deepEqual(codes({ address1: 'x'.repeat(61), address2: 'C' }), ['address1 address-line-long']);
    assert.deepEqual(codes({ address1: '😀'.repeat(60), address2: 'C' }), []);
  });
});
