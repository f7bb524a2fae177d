const CODE_LENGTH = 8;

export type PairingCode =
  | { readonly state: 'complete'; readonly code: string }
  | { readonly state: 'incomplete'; readonly found: number }
  | { readonly state: 'strange' };

/**
 * Reads a pairing code as a person types it: capitals, dashes and spaces do not matter. Gives it as the bridge shows it,
 * XXXX-XXXX, or says what is amiss.
 */
export function readPairingCode(typed: string): PairingCode {
  const plain = typed.replace(/[\s\-\u2010-\u2015\u2212_.]/g, '').toUpperCase();
  if (!/^[A-Z0-9]*$/.test(plain)) return { state: 'strange' };
  if (plain.length !== CODE_LENGTH) return { state: 'incomplete', found: plain.length };
  return { state: 'complete', code: `${plain.slice(0, 4)}-${plain.slice(4)}` };
}
