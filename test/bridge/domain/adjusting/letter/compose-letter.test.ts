import assert from 'node:assert/strict';
import { cents } from '../../../../../bridge/contract/money.js';
import { composeLetter } from '../../../../../bridge/domain/adjusting/letter/compose-letter.js';
import type { LetterFacts } from '../../../../../bridge/domain/adjusting/letter/letter.js';
import { givenLetter, givenLetterFacts, LETTER_SETTING } from '../../../../support/adjusting/given-letter.js';

const texts = (changes: Partial<LetterFacts> = {}) => givenLetter(changes).paragraphs.map(({ text }) => text);

describe('the letter about an adjustment', () => {
  it('tells what was credited, on which bill, how it was worked out and what the account owes', () => {
    const { subject, salutation, paragraphs, closing, signature } = givenLetter();
    assert.deepEqual(
      [subject, salutation, closing],
      ['Account 10-0042-01: your adjustment', "Dear Adaline I. O'Keefe,", 'Sincerely,'],
    );
    assert.deepEqual(signature, ['Billing office', 'Alabaster Water Board']);
    assert.deepEqual(texts().slice(0, 4), [
      'We have looked into your account for 118 Mill Creek Road and made a credit of $52.38 on August 3, 2026 (leak).',
      'It is for bill 1042.',
      'This is how it was worked out:',
      'After this your account stands at $75.84.',
    ]);
    assert.equal(paragraphs[2]?.lines.length, 6);
    assert.equal(paragraphs[2]?.lines[4], 'Credit on water: −$50.36. 50% of ($123.29 − $22.58), halves of a cent up.');
  });

  it('leaves out a paragraph that has nothing to say', () => {
    assert.deepEqual(
      texts({ bills: '', calculation: [] }).filter((text) => /bill|worked out/.test(text)),
      [],
    );
    assert.equal(texts({ bills: '', calculation: [] }).length, 3);
  });

  it('tells a charge as one, and a balance in credit', () => {
    const [first] = texts({ amountCents: cents(2_000) });
    assert.match(first ?? '', /made a charge of \$20\.00/);
    assert.ok(texts({ balanceCents: cents(-500) }).includes('After this your account stands at $5.00 in your favor.'));
  });

  it('tells of a request that was declined or returned the word that it was given, as a sentence', () => {
    assert.ok(texts({ outcome: 'declined', reason: 'A running toilet' }).includes('The reason is: A running toilet.'));
    assert.ok(
      texts({ outcome: 'returned', reason: 'Which day was it?' }).includes('What is missing: Which day was it?'),
    );
    assert.ok(!texts({ outcome: 'declined' }).join().includes('made a credit'));
  });

  it('takes braces and line breaks within a name for neither placeholders nor lines', () => {
    const { addressee } = givenLetterFacts();
    const facts = givenLetterFacts({ addressee: { ...addressee, customerName: '{account}\nLee ' } });
    assert.equal(composeLetter(facts, LETTER_SETTING, 'Board').salutation, 'Dear {account} Lee,');
  });
});
