export const accountDataWords = {
  title: 'Account data',
  which: 'Which accounts',
  choices: { all: 'All open accounts', account: 'One account', route: 'One route' },
  route: 'Route',
  routeMissing: 'Type the route.',
  datum: 'Item, such as city_limits; empty for all',
  pull: 'Pull Account Data',
} as const;
