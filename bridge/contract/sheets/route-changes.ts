import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** Of one receipt, of one route, of one premises, or all. */
export const routeChangesParametersSchema = z.object({
  receiptNumber: z.number().int().positive().optional(),
  routeId: z.string().trim().min(1).max(40).optional(),
  premisesId: z.string().trim().min(1).max(40).optional(),
});
export type RouteChangesParameters = z.infer<typeof routeChangesParametersSchema>;

/** Which stop went from where to where, by whom, when and why. */
export const routeChangesSheet: SheetKind = {
  id: 'route-changes',
  title: 'Route Changes',
  purpose: 'read-only',
  description: 'Every change of a route or stop number: who made it, when and why; the newest first.',
  parameters: routeChangesParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'The number of the change.' },
    { id: 'receipt', header: 'Receipt', type: 'integer', isPlainNumber: true, width: 9, help: 'The receipt.' },
    { id: 'date', header: 'Date', type: 'date', width: 11, help: "The day, in the utility's time zone." },
    { id: 'person', header: 'By', type: 'text', width: 20, help: 'Who did it.' },
    { id: 'reason', header: 'Reason', type: 'text', width: 36, help: 'Why, as the person said.' },
    { id: 'premises', header: 'Premises', type: 'text', width: 13, help: 'The premises.' },
    { id: 'address', header: 'Service address', type: 'text', width: 28, help: 'Where it is.' },
    { id: 'fromRoute', header: 'From route', type: 'text', width: 11, help: 'The route until then.' },
    { id: 'fromStop', header: 'From stop', type: 'integer', isPlainNumber: true, width: 10, help: 'Its number there.' },
    { id: 'toRoute', header: 'To route', type: 'text', width: 10, help: 'The route from then on.' },
    { id: 'toStop', header: 'To stop', type: 'integer', isPlainNumber: true, width: 9, help: 'Its number there.' },
  ],
};
