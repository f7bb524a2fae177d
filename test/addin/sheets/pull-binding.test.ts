import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bindingFromXml, bindingToXml, type PullBinding } from '../../../addin/sheets/pull-binding.js';

const binding = (subject: string): PullBinding => ({
  pullId: 'P1',
  kind: 'readings',
  subject,
  asOf: '2026-11-20T10:00:00Z',
  parameters: { billRunId: 'R1' },
  sheetId: '{9}',
  tableId: '{1}',
  tableName: 'Curbstop_Readings',
  columns: [{ id: 'key', tableColumnId: 1, name: 'Key' }],
  digest: 'abc',
  fixedDigest: 'def',
  receipts: [7],
  refused: [{ key: 'A1', column: 'amount', sheetRow: 5 }],
  filled: ['1kq9z'],
});

describe('the binding in the workbook', () => {
  it('comes back whole, whatever the texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (subject) => {
        const xml = bindingToXml(binding(subject));
        assert.deepEqual(bindingFromXml(xml), binding(subject));
        assert.match(xml, /^<pull xmlns="urn:curbstop:pull:1">[^<&]*<\/pull>$/);
      }),
    );
  });

  it('survives that Excel writes the XML anew', () => {
    const xml = bindingToXml(binding('Cycle 1 <west>'));
    assert.deepEqual(bindingFromXml(`<?xml version="1.0"?>\n${xml}\n`), binding('Cycle 1 <west>'));
    const requoted = xml.replace(/>(.*)</, (_, json: string) => `>${json.replaceAll('"', '&quot;')}<`);
    assert.deepEqual(bindingFromXml(requoted), binding('Cycle 1 <west>'));
  });

  it('is nothing when someone else wrote it', () => {
    for (const xml of ['', '<pull/>', '<pull>{}</pull>', '<pull>{"pullId":"P1"}</pull>', '<pull>{</pull>']) {
      assert.equal(bindingFromXml(xml), null, xml);
    }
  });
});
