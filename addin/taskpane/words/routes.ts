import { counted } from '../../../bridge/contract/counted.js';

export const routesWords = {
  title: 'Route books',
  loading: 'Asking for the routes…',
  refresh: 'Refresh',
  none: 'No cycles yet',
  noneDetail: 'They are loaded at the bridge, with the utility’s own data.',
  edit: 'Change the walking order',
  editDetail:
    'Pull routes and type new numbers or another route, or sort the rows. Preview shows which stops move before anything changes.',
  cycle: 'Cycle',
  allCycles: 'All cycles',
  routes: 'Routes',
  allRoutes: (routes: number) => `All ${counted(routes, 'route')}`,
  route: (routeId: string, name: string, stops: number) =>
    `${routeId}${name === '' ? '' : `, ${name}`}: ${counted(stops, 'stop')}`,
  proposal: 'Proposed stops',
  proposals: {
    none: 'None',
    'changed-numbers': 'As the field renumbered them',
    'read-times': 'By the times of the last reads',
  },
  pull: 'Pull Route Book',
  pullChanges: 'Pull Route Changes',
  make: {
    title: 'New route',
    detail: 'For a development, or for a part of another route. It has no stops until some are moved to it.',
    routeId: 'Route, such as R27',
    routeIdWrong: 'A route has up to 8 letters, digits and dashes, such as R27.',
    name: 'Name',
    nameMissing: 'Say where it is, such as Weatherly, phase 2.',
    act: 'Make the route',
    making: 'Making the route…',
    done: (routeId: string, cycleName: string) => `Route ${routeId} is made, in ${cycleName}.`,
    doneDetail: 'Type it as New route in a Route Book sheet to move stops to it.',
    failed: 'The route was not made',
    unknown: 'It is not known whether the route was made',
    unknownDetail: 'Refresh this screen: it lists every route.',
  },
} as const;
