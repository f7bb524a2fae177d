import assert from 'node:assert/strict';
import { ledgerRequest } from '../../../addin/taskpane/home/ledger-choice.js';
import { readPairingCode } from '../../../addin/taskpane/pairing/pairing-code.js';
import { contentOfDataUrl } from '../../../addin/taskpane/parts/file-upload.js';
import {
  fileTrouble,
  NO_CHOICES,
  isSetAsideOffered,
  withSecondReads,
} from '../../../addin/taskpane/unload/reading-upload.js';

describe('the pairing code as typed', () => {
  for (const typed of ['K7QF-2MXA', 'k7qf2mxa', ' k7qf 2mxa ', 'k7qf–2mxa', 'K7-QF-2M-XA']) {
    it(`reads ${JSON.stringify(typed)} as K7QF-2MXA`, () => {
      assert.deepEqual(readPairingCode(typed), { state: 'complete', code: 'K7QF-2MXA' });
    });
  }

  it('says how much of the code is there', () => {
    assert.deepEqual(readPairingCode('k7qf-2m'), { state: 'incomplete', found: 6 });
    assert.deepEqual(readPairingCode('k7qf-2mxa9'), { state: 'incomplete', found: 9 });
    assert.deepEqual(readPairingCode(''), { state: 'incomplete', found: 0 });
  });

  it('refuses what no code has', () => {
    assert.deepEqual(readPairingCode('k7qf-2mx!'), { state: 'strange' });
    assert.deepEqual(readPairingCode('кодкодко'), { state: 'strange' });
  });
});

describe('which ledger entries to pull', () => {
  it('asks for the newest without anything typed', () => {
    assert.deepEqual(ledgerRequest('newest', 'left over'), { parameters: {}, trouble: null });
  });

  it('asks by account as typed, and by receipt as a number', () => {
    assert.deepEqual(ledgerRequest('account', ' 10-0042-01 ').parameters, { accountId: '10-0042-01' });
    assert.deepEqual(ledgerRequest('receipt', '#42').parameters, { receiptNumber: 42 });
  });

  for (const typed of ['', '0', '4.2', '-1', 'forty', '1e3']) {
    it(`says that ${JSON.stringify(typed)} is no receipt number`, () => {
      const { parameters, trouble } = ledgerRequest('receipt', typed);
      assert.equal(parameters, null);
      assert.match(trouble ?? '', /whole number/);
    });
  }

  it('wants an account number', () => {
    assert.equal(ledgerRequest('account', '  ').parameters, null);
  });
});

describe('the reading file as chosen', () => {
  const limit = 64 * 1024 * 1024;

  it('takes a file of 64 MB and refuses one byte more, or none at all', () => {
    assert.equal(fileTrouble({ size: limit }), null);
    assert.match(fileTrouble({ size: limit + 1 }) ?? '', /64\.1 MB; the limit is 64 MB/);
    assert.match(fileTrouble({ size: 0 }) ?? '', /empty/);
  });

  it('sends what stands behind the comma of a data URL', () => {
    assert.equal(contentOfDataUrl('data:text/csv;base64,QUJD'), 'QUJD');
  });

  it('offers to set reads aside only where the issues are about it, and keeps that choice once it was made', () => {
    assert.equal(isSetAsideOffered([{ code: 'bad-line' }], false), false);
    assert.equal(isSetAsideOffered([{ code: 'bad-line' }, { code: 'unknown-meter' }], false), true);
    assert.equal(isSetAsideOffered([{ code: 'meter-changed' }], false), true);
    assert.equal(isSetAsideOffered([], true), true);
  });

  it('keeps for each route what was chosen for stops that were read before, and lets it be taken back', () => {
    const all = withSecondReads(NO_CHOICES, ['R01', 'R02'], 'add');
    const mixed = withSecondReads(all, ['R02'], 'replace');
    assert.deepEqual(mixed.secondReads, { routes: { R01: 'add', R02: 'replace' }, otherRoutes: null });
    assert.deepEqual(withSecondReads(mixed, ['R01'], null).secondReads.routes, { R02: 'replace' });
  });
});
