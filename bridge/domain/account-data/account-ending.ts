const SIGNS_SHOWN_MAX = 4;
/** Of a shorter number nothing is shown: what is left would be found by trying. */
const SIGNS_MIN = 6;

/**
 * What is told of an account's number to whom it is not told whole: "ending in 01". At most a third of its signs, so that who
 * knows the account tells which it is and strangers do not; empty of a short number.
 */
export function accountEnding(accountId: string): string {
  const signs = accountId.replace(/[^A-Za-z0-9]/g, '');
  if (signs.length < SIGNS_MIN) return '';
  return `ending in ${signs.slice(-Math.min(SIGNS_SHOWN_MAX, Math.floor(signs.length / 3)))}`;
}
