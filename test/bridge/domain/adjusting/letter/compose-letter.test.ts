import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../../bridge/contract/money.js';
import { composeLetter } from '../../../../../bridge/domain/adjusting/letter/compose-letter.js';
import type { LetterFacts } from '../../../../../bridge/domain/adjusting/letter/letter.js';
import {
  COMPARISON,
  givenLetter,
  givenLetterFacts,
  LETTER_SETTING,
  OTHER_LETTERS,
} from '../../../../support/adjusting/given-letter.js';

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
    assert.equal(paragraphs[2]?.lines[0], 'Use of bill 1042: 26,000 gallons. Read on July 15, 2026.');
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

  const other = (outcome: LetterFacts['outcome'], changes: Partial<LetterFacts> = {}) => {
    return texts({ ...OTHER_LETTERS.find((each) => each.outcome === outcome), ...changes });
  };

  it('tells both accounts of a transfer what left the one and came to the other, why, and what is owed then', () => {
    assert.deepEqual(other('transferred').slice(0, 3), [
      'On August 3, 2026 we moved $75.84 that was owed on your account for 118 Mill Creek Road to account 10-0077-02.',
      'The reason is: You moved, and both accounts are yours.',
      'It is due there on the same days as it was here. After this your account stands at $0.00.',
    ]);
    assert.deepEqual(other('received').slice(0, 1), [
      'On August 3, 2026 we moved $75.84 to your account for 118 Mill Creek Road. It was owed on account 10-0077-02 before.',
    ]);
  });

  it('tells of a write-off what is off the books', () => {
    assert.match(other('writtenOff')[0] ?? '', /we took \$75\.84 that was owed .* off our books as not paid\.$/);
  });

  it('tells by how much a deposit is more or less, and that it is not part of what is owed', () => {
    const [first, , third] = other('deposit');
    assert.match(first ?? '', /it is \$50\.00 more than our records said, and comes to \$100\.00 now\.$/);
    assert.equal(third, 'A deposit is not part of what you owe. Your account stands at $75.84, as before.');
    assert.match(other('deposit', { amountCents: cents(200) })[0] ?? '', /it is \$2\.00 less than our records said/);
  });

  it('tells of a rebill why it was made', () => {
    assert.equal(other('rebilled', { reason: 'The meter was misread' })[1], 'The reason is: The meter was misread.');
  });

  it('states the net change of a rebill and what is owed now in one sentence, also where nothing changed', () => {
    const [first] = other('rebilled');
    assert.match(
      first ?? '',
      /In all you owe \$28\.35 less than before, and your account stands at \$16\.11 in your favor now\.$/,
    );
    assert.match(other('rebilled', { amountCents: cents(100) })[0] ?? '', /you owe \$1\.00 more than before/);
    assert.match(other('rebilled', { amountCents: cents(0) })[0] ?? '', /you owe as much as before/);
  });

  it('shows old and new bills by service, the late charges that followed, and what all comes to', () => {
    const facts = { ...OTHER_LETTERS.find(({ outcome }) => outcome === 'rebilled') };
    const table = givenLetter(facts).paragraphs.flatMap((paragraph) => paragraph.table);
    assert.deepEqual(
      table.map(({ label, before, now, change, look }) => [label, before, now, change, look].join(' | ')),
      [
        'Bill 1042, August 16, 2026 to September 15, 2026 |  |  |  | heading',
        'Gallons used | 6,210 | 3,210 | −3,000 | line',
        'Water | $44.03 | $27.83 | −$16.20 | line',
        'Sewer | $42.73 | $33.16 | −$9.57 | line',
        'Garbage | $20.00 | $20.00 | $0.00 | line',
        'Late charge for the bill due November 11, 2026 | $10.68 | $8.10 | −$2.58 | line',
        'In all | $117.44 | $89.09 | −$28.35 | total',
      ],
    );
  });

  it('tells the days of a bill only where they were wrong', () => {
    const [bill] = COMPARISON.bills;
    assert.ok(bill);
    const bills = [{ ...bill, now: { ...bill.now, periodTo: calendarDate('2026-09-10') } }];
    const facts = { outcome: 'rebilled', comparison: { bills, lateCharges: [] } } as const;
    const labels = givenLetter(facts).paragraphs.flatMap(({ table }) => table.map(({ label }) => label));
    assert.ok(labels.includes('The bill is for August 16, 2026 to September 10, 2026 now'));
  });

  it('writes dates of a calculation out, and leaves what only looks like one, as a meter does, as it is', () => {
    const calculation = ['It ends on 2026-09-10, not on 2026-09-15.', 'Meter 2021-45-13 and meter N-2021-04-13-7.'];
    const { paragraphs } = givenLetter({ calculation });
    assert.deepEqual(
      paragraphs.flatMap(({ lines }) => lines),
      ['It ends on September 10, 2026, not on September 15, 2026.', 'Meter 2021-45-13 and meter N-2021-04-13-7.'],
    );
  });

  it('takes braces and line breaks within a name for neither placeholders nor lines', () => {
    const { addressee } = givenLetterFacts();
    const facts = givenLetterFacts({ addressee: { ...addressee, customerName: '{account}\nLee ' } });
    assert.equal(composeLetter(facts, LETTER_SETTING, 'Board').salutation, 'Dear {account} Lee,');
  });
});
