const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * A value of a rate table as cells and files are compared by: a plain number without needless zeros ("20.00" is "20"),
 * every other text as it is. A number that a cell would not give back digit by digit counts as a text.
 */
export function rateValue(text: string): string {
  return numberOf(text) ?? text;
}

/** Tells whether a value of a rate table is a plain number. */
export function isRateNumber(text: string): boolean {
  return numberOf(text) !== null;
}

function numberOf(text: string): string | null {
  if (!NUMBER.test(text)) return null;
  const shortest = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return shortest !== '-0' && String(Number(shortest)) === shortest ? shortest : null;
}
