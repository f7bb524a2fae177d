import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { givenHome, priced, refused, valueOf } from './given-tariff.js';

function use(unit: string, gallons: string, settings: readonly string[] = []): string | undefined {
  const tariff = givenHome(['bill: usage_ccf'], settings, unit);
  return valueOf(priced(tariff, 'HOME', { usage_gallons: gallons }), 'usage_ccf');
}

describe('billing units', () => {
  it('are what gallons become, exactly', () => {
    assert.equal(use('gal', '6123'), '6123');
    assert.equal(use('kgal', '6123'), '6.123');
    assert.equal(use('ccf', '74805'), '100');
    assert.equal(use('hcf', '74805'), '100');
    assert.equal(use('cf', '74805'), '10000');
    assert.equal(use('m3', '1000'), '3.785411784');
    assert.equal(use('kilolitre', '1000'), '3.785411784');
    assert.equal(use('kl', '1000'), '3.785411784');
    assert.equal(use('CCF', '74805'), '100');
  });

  it('hold 748.05 gallons in a hundred cubic feet, or 748 where the tariff says so', () => {
    const rounder = ['gallons_per_ccf: 748'];
    assert.equal(use('ccf', '7480', rounder), '10');
    assert.equal(use('hcf', '7480', rounder), '10');
    assert.equal(use('cf', '748', rounder), '100');
    assert.equal(use('kgal', '748', rounder), '0.748');
    assert.equal(use('m3', '1000', rounder), '3.785411784');
    refused('wrong-shape', () => use('ccf', '748', ['gallons_per_ccf: 7.48']));
  });

  it('stay exact where no decimal is', () => {
    const tariff = givenHome(['bill: usage_ccf*748.05'], [], 'ccf');
    assert.equal(priced(tariff, 'HOME', { usage_gallons: '1000' }).bill.toFixed(), '1000');
  });

  it('scale nothing that is given as usage', () => {
    const price = (unit: string, inputs: BillInputs) =>
      priced(givenHome(['bill: usage_ccf'], [], unit), 'HOME', inputs).bill.toFixed();
    for (const unit of ['gal', 'kgal', 'ccf', 'm3']) {
      assert.equal(price(unit, { usage_ccf: '7.5' }), '7.5');
      assert.equal(price(unit, { usage_ccf: '7.5', usage_gallons: '9999' }), '7.5');
    }
  });

  it('bound the decimals of usage', () => {
    const price = (unit: string, usage: string, settings: readonly string[] = []) =>
      priced(givenHome(['bill: usage_ccf'], settings, unit), 'HOME', { usage_ccf: usage }).bill.toFixed();
    assert.equal(price('gal', '1.123'), '1.123');
    refused('too-many-decimals', () => price('gal', '1.1234'));
    assert.equal(price('kgal', '1.123456'), '1.123456');
    assert.match(refused('too-many-decimals', () => price('kgal', '1.1234567')).message, /at most 6 decimals/);
    refused('too-many-decimals', () => price('cf', '1.12345'));
    refused('too-many-decimals', () => price('kgal', '1.5', ['usage: {decimals: 0}']));
    assert.equal(price('kgal', '1.50', ['usage: {decimals: 1}']), '1.5');
    refused('too-many-decimals', () => use('kgal', '1000.1234'));
  });

  it('that are unknown take usage as given, but no gallons', () => {
    const tariff = givenHome(['bill: usage_ccf'], [], 'barrel');
    assert.equal(priced(tariff, 'HOME', { usage_ccf: '7.5' }).billCents, 750);
    const { message } = refused('unknown-bill-unit', () => priced(tariff, 'HOME', { usage_gallons: '750' }));
    assert.match(message, /"barrel"/);
    const flat = givenHome(['bill: 3'], [], 'barrel');
    assert.equal(priced(flat, 'HOME', { usage_gallons: '750' }).billCents, 300);
  });
});
