/** A name of a tariff file or of an account's data as people say it: RESIDENTIAL is "residential", dwelling_units "dwelling units". */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
