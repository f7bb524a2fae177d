/**
 * The check digit of a scan line, modulus 10: weights 2, 1, 2, 1 ... from the left, the digits of each product added up,
 * and what is lacking to the next ten. Throws a RangeError for anything but digits.
 */
export function checkDigit(digits: string): number {
  if (!/^\d+$/.test(digits)) throw new RangeError(`"${digits}" is not made of digits.`);
  let sum = 0;
  for (const [place, digit] of [...digits].entries()) {
    const product = Number(digit) * (place % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return (10 - (sum % 10)) % 10;
}
