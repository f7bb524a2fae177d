import { typedAmountToCents, type Cents } from '../../../bridge/contract/money.js';

export type Confirmation = 'empty' | 'not-an-amount' | 'differs' | 'confirmed';

/** Whether what was typed confirms the total on the screen. */
export function confirmationOf(typed: string, totalCents: Cents): Confirmation {
  if (typed.trim() === '') return 'empty';
  const amount = typedAmountToCents(typed);
  if (amount === null) return 'not-an-amount';
  return amount === totalCents ? 'confirmed' : 'differs';
}
