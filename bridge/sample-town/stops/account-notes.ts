import { randomOf } from '../random.js';

const NOTED_SHARE = 0.12;
const NOTES = [
  'Dog in the yard. Call before anybody reads or works at the meter.',
  'Gate is locked; the key hangs at the front desk, tag 14.',
  'Asks to be called after 5 pm only.',
  'Meter box is under the hydrangea left of the drive.',
  'Leak at the hose bib, mended by the owner.\nAn adjustment was asked for; the plumber’s bill is to come.',
  'Bills go to the daughter as well, by e-mail.',
  'Paid twice by mistake once; wants the credit left on the account.',
] as const;

/** What was noted of an account, most often nothing. Numbers of its own keep the rest of the town as it is. */
export function accountNotes(seed: number, accountId: string): string[] {
  const random = randomOf(seed, 'notes', accountId);
  if (!random.chance(NOTED_SHARE)) return [];
  const first = random.int(0, NOTES.length - 1);
  const notes = random.chance(0.3) ? [first, (first + 1) % NOTES.length] : [first];
  return notes.flatMap((index) => NOTES[index] ?? []);
}
