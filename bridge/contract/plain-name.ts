/** A name of a tariff file or of an account's data as people say it: RESIDENTIAL is "residential", dwelling_units "dwelling units". */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

/** A rate class as a cell or a heading has it: RESIDENTIAL is "Residential". */
export function className(rateClass: string): string {
  const name = plainName(rateClass);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
