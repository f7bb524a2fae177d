import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** What the proposed stops are taken from: nothing, the numbers that the field gave, or the times of its reads. */
export const stopProposals = ['none', 'changed-numbers', 'read-times'] as const;
export type StopProposal = (typeof stopProposals)[number];

export const ROUTES_PER_PULL_MAX = 500;

/** All routes of a cycle, these routes, or all there are. */
export const routeBookParametersSchema = z.object({
  cycleId: z.string().min(1).max(40).optional(),
  routeIds: z.array(z.string().trim().min(1).max(40)).max(ROUTES_PER_PULL_MAX).optional(),
  proposal: z.enum(stopProposals).default('none'),
});
export type RouteBookParameters = z.infer<typeof routeBookParametersSchema>;

/** How a route book is pushed; the first is meant unless told. */
export const ROUTE_BOOK_WAYS = ['numbers', 'rows', 'proposal'] as const;
export type RouteBookWay = (typeof ROUTE_BOOK_WAYS)[number];

/** The stops of routes in walking order: the coordinator renumbers them, sorts them and moves them to other routes. */
export const routeBookSheet: SheetKind = {
  id: 'route-book',
  title: 'Route Book',
  purpose: 'review',
  description:
    'The stops of routes in walking order. Type new stop numbers or another route, or sort the rows and push them as they stand. Every route is then numbered 1, 2, 3 and so on.',
  parameters: routeBookParametersSchema,
  basisColumns: ['route', 'stop'],
  isOrdered: true,
  ways: [
    {
      id: 'numbers',
      label: 'By New route and New stop',
      help: 'A stop gets the number typed for it; others close up.',
    },
    { id: 'rows', label: 'As the rows stand', help: "The rows' order in the sheet becomes the walking order." },
    { id: 'proposal', label: 'By Proposed stop', help: 'Every proposed number counts as if it were typed.' },
  ],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 13, help: 'The premises. Leave it as it is.' },
    { id: 'route', header: 'Route', type: 'text', width: 9, help: 'The route when you pulled.' },
    {
      id: 'stop',
      header: 'Stop',
      type: 'integer',
      isPlainNumber: true,
      width: 7,
      help: 'The number in the walking order when you pulled.',
    },
    {
      id: 'newRoute',
      header: 'New route',
      type: 'text',
      width: 11,
      editable: true,
      help: 'Another route, to move the stop there: to its end unless New stop says where.',
    },
    {
      id: 'newStop',
      header: 'New stop',
      type: 'integer',
      isPlainNumber: true,
      width: 10,
      editable: true,
      help: 'The number that the stop shall have; the others close up around it.',
    },
    {
      id: 'proposed',
      header: 'Proposed stop',
      type: 'integer',
      isPlainNumber: true,
      width: 16,
      help: 'Where the last unloaded readings say that the stop belongs; empty where it stays.',
    },
    { id: 'address', header: 'Service address', type: 'text', width: 28, help: 'The premises.' },
    { id: 'accounts', header: 'Accounts', type: 'text', width: 16, help: 'The accounts there that are not closed.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 26, help: "The customers' names." },
    { id: 'meters', header: 'Meters', type: 'text', width: 22, help: 'The meters in place there.' },
    {
      id: 'state',
      header: 'Service',
      type: 'text',
      width: 12,
      help: 'active, final for a move-out that waits for its last bill, or vacant.',
    },
  ],
};
