/** Of Alabama and the states around it. */
const AREA_CODES = [
  ...['205', '251', '256', '334', '659', '938', '404', '470', '478', '678', '706', '762', '770', '912', '943'],
  ...['228', '601', '662', '769', '423', '615', '629', '731', '865', '901', '931', '239', '305', '321', '352'],
  ...['386', '407', '561', '689', '727', '754', '772', '786', '813', '850', '863', '904', '941', '954'],
];

/** A telephone number that nobody has: 555-0100 to 555-0199 are kept for stories in every area. */
export function samplePhone(customerId: number, lastDigits: number): string {
  const area = AREA_CODES[customerId % AREA_CODES.length] ?? '';
  return `${area}-555-01${lastDigits.toString().padStart(2, '0')}`;
}
