import assert from 'node:assert/strict';
import { z } from 'zod';
import { adjustmentLetterSchema } from '../../../../bridge/contract/settings/adjustment-letter.js';
import { schemaWords } from '../../../../bridge/contract/settings/schema-words.js';
import { startingAdjustmentLetter } from '../../../../migrations/starting-adjustment-letter.js';

const troubles = (schema: z.ZodType, value: unknown) => {
  return schema.safeParse(value, { reportInput: true }).error?.issues.map((issue) => schemaWords(issue)) ?? [];
};
const letter = (changes: object) => troubles(adjustmentLetterSchema, { ...startingAdjustmentLetter, ...changes });

describe('what a schema refuses, in words', () => {
  it('tells what is empty, not there, too long or no list, as of a template of a letter', () => {
    assert.deepEqual(letter({ granted: [] }), ['is an empty list; at least 1 entry is needed']);
    assert.deepEqual(letter({ granted: ['', 'Hello'], closing: ' ' }), ['is empty', 'is empty']);
    assert.deepEqual(letter({ signature: undefined }), ['is not there; a list is needed']);
    assert.deepEqual(letter({ granted: 'Hello' }), ['is a text; a list is needed']);
    assert.deepEqual(letter({ closing: 'x'.repeat(121) }), ['is longer than 120 characters']);
    assert.deepEqual(letter({ signature: ['a', 'b', 'c', 'd', 'e'] }), ['has more than 4 entries']);
  });

  it('tells the choices that there are, and names that there are not', () => {
    assert.match(
      letter({ noLetterFor: ['writeoff'] })[0] ?? '',
      /^is not one of leak, misread, .*, write-off, rebill$/,
    );
    assert.deepEqual(letter({ grnted: [] }), ['has "grnted", which it may not have']);
    assert.deepEqual(troubles(adjustmentLetterSchema, null), [
      'is nothing; a set of names with their values is needed',
    ]);
  });

  it('tells the bounds of a number, and leaves words of our own as they are', () => {
    assert.deepEqual(troubles(z.number().int().min(0).max(9), -1), ['is less than 0']);
    assert.deepEqual(troubles(z.number().int().min(0).max(9), 10), ['is more than 9']);
    assert.deepEqual(troubles(z.number().int(), 1.5), ['is no whole number']);
    assert.deepEqual(troubles(z.number().positive(), 0), ['is not more than 0']);
    assert.deepEqual(troubles(z.number().lt(5), 5), ['is not less than 5']);
    assert.deepEqual(troubles(z.boolean(), 'yes'), ['is a text; true or false is needed']);
    assert.match(letter({ granted: ['{x}'] })[0] ?? '', /^has the placeholder \{x\}/);
  });
});
