import assert from 'node:assert/strict';
import { sha256Hex } from '../../../bridge/bytes/sha256.js';

describe('the SHA-256 of bytes', () => {
  it('is that of FIPS 180-2, in small hexadecimal digits', () => {
    assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('of text is that of its UTF-8 bytes', () => {
    assert.equal(sha256Hex('Müller 💧'), sha256Hex(Buffer.from('Müller 💧', 'utf8')));
    assert.notEqual(sha256Hex('Müller'), sha256Hex(Buffer.from('Müller', 'latin1')));
  });
});
