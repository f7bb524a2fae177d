import type { Random } from '../random.js';

const NAMES = [
  'Acorn Hollow',
  'Amberjack',
  'Bellflower',
  'Bittersweet',
  'Bobwhite',
  'Brass Lantern',
  'Buttonwood',
  'Candlewick',
  'Cattail',
  'Chinquapin',
  'Cinder Path',
  'Cloverleaf',
  'Copperhead Branch',
  'Cordwood',
  'Cricket Song',
  'Crosscut',
  'Dragonfly',
  'Elderberry',
  'Fiddlehead',
  'Firebrick',
  'Foxtail',
  'Gristmill',
  'Hackberry',
  "Hatter's",
  'Hawthorn',
  'Honeylocust',
  'Indigo Bunting',
  'Ironwood',
  "Kiln Master's",
  'Kingfisher',
  'Larkspur',
  'Limestone',
  'Loblolly',
  'Lost Mitten',
  'Marble Quarry',
  'Millrace',
  'Mockingbird',
  'Muscadine',
  'Old Ferry',
  'Paper Birch',
  'Pawpaw',
  'Persimmon',
  'Quartzite',
  'Rattan',
  'Sassafras',
  'Scuppernong',
  'Slate Roof',
  'Sourwood',
  "Surveyor's",
  'Tanbark',
  'Tulip Poplar',
  'Turkey Oak',
  'Wagon Wheel',
  'Water Hickory',
  'Whetstone',
  'Woodcock',
  'Yellowhammer',
  'Zinnia',
] as const;
const TYPES = ['Ave', 'Blvd', 'Cir', 'Ct', 'Dr', 'Ln', 'Pl', 'Rd', 'St', 'Trl', 'Way'] as const;

/** Houses on one street before a route turns the corner. */
const STOPS_PER_STREET = 24;

/** The addresses of a route in walking order: along one made-up street, then the next. */
export function* addressesOf(random: Random): Generator<string, never> {
  for (;;) {
    const street = `${random.pick(NAMES)} ${random.pick(TYPES)}`;
    let number = random.int(1, 9) * 100;
    for (let stop = 0; stop < STOPS_PER_STREET; stop += 1) {
      number += random.int(1, 6) * 2 - (stop === 0 ? 1 : 0);
      yield `${number} ${street}`;
    }
  }
}
