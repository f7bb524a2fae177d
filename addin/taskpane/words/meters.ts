export const metersWords = {
  title: 'Meters',
  which: 'Which meters',
  choices: {
    all: 'All meters',
    'in stock': 'In stock, and new ones',
    'in place': 'In place',
    retired: 'Retired',
    route: 'In place on a route',
    meter: 'One meter',
  },
  meter: 'Meter number',
  meterMissing: 'Type the meter number.',
  pull: 'Pull Meters',
  pullHistory: 'Pull Meter History',
} as const;
