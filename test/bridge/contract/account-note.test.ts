import assert from 'node:assert/strict';
import { NOTE_CHARACTERS_MAX, notedText, noteTrouble } from '../../../bridge/contract/account-note.js';

describe('the text of a note', () => {
  it('is kept without what is before and behind it, with one kind of line ends and one spelling of a letter', () => {
    assert.equal(notedText('  Dog in the yard\r\nCall first\r \n'), 'Dog in the yard\nCall first');
    assert.equal(notedText('Jose\u0301'), 'José');
  });

  it('may begin with an equals sign, have lines and any letters', () => {
    for (const text of ['=1+1', '+44 20 7946', 'José 🐕\nzweite Zeile', 'x'.repeat(NOTE_CHARACTERS_MAX)]) {
      assert.equal(noteTrouble(text), null, text);
    }
  });

  it('may not be empty, longer than the limit, or have a control character', () => {
    assert.equal(noteTrouble(' \n '), 'empty');
    assert.equal(noteTrouble('x'.repeat(NOTE_CHARACTERS_MAX + 1)), 'too-long');
    assert.equal(noteTrouble('🐕'.repeat(NOTE_CHARACTERS_MAX)), null, 'a dog is one character');
    for (const text of ['a\tb', 'a\0b', 'a\u001bb', 'a\u0085b']) assert.equal(noteTrouble(text), 'control-character');
  });
});
