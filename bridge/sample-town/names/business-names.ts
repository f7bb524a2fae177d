import type { Random } from '../random.js';

const FIRST = [
  'Alder & Finch',
  'Blue Heron',
  'Buckeye Hollow',
  'Café Soleil',
  'Cahaba Bend',
  'Copper Kettle',
  'Dogwood',
  "Driscoll's",
  'Fernbank',
  'Granite Fork',
  'Hickory Nut',
  'Iron Lantern',
  'Juniper Row',
  'Kestrel',
  'Limekiln',
  'Magnolia Gate',
  "O'Dell's",
  'Peregrine',
  'Quarry Road',
  'Red Clay',
  'Saddlebag',
  'Señor Maíz',
  'Sweetgum',
  'Tin Roof',
  'Two Rivers',
  'Wisteria',
] as const;

const SHOPS = [
  'Bakery',
  'Barber Shop',
  'Car Wash',
  'Dental Arts, P.C.',
  'Diner',
  'Dry Cleaners',
  'Florist',
  'Grill',
  'Hardware, Inc.',
  'Laundromat',
  'Tire & Lube',
  'Veterinary Clinic',
] as const;
const PLANTS = [
  'Bottling Co.',
  'Concrete, LLC',
  'Foundry Works',
  'Hospital',
  'Nursery & Greenhouse',
  'Poultry Processing, Inc.',
  'School',
  'Textile Mill',
] as const;
const DWELLINGS = [
  'Apartments',
  'Court Apartments',
  'Mobile Home Park',
  'Townhomes, LLC',
  'Village Apartments',
] as const;

/** A made-up shop or office. */
export function shopName(random: Random): string {
  return `${random.pick(FIRST)} ${random.pick(SHOPS)}`;
}

/** A made-up large user of water. */
export function plantName(random: Random): string {
  return `${random.pick(FIRST)} ${random.pick(PLANTS)}`;
}

/** A made-up owner of many dwellings. */
export function dwellingsName(random: Random): string {
  return `${random.pick(FIRST)} ${random.pick(DWELLINGS)}`;
}
