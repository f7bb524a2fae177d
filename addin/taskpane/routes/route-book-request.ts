import type { RouteBookParameters, StopProposal } from '../../../bridge/contract/sheets/route-books.js';
import { words } from '../words.js';

/** What to pull: the chosen routes, or all of the cycle where none is, or all of every cycle. */
export function routeBookRequest(
  cycleId: string,
  chosen: ReadonlySet<string>,
  proposal: StopProposal,
): RouteBookParameters {
  return {
    ...(cycleId === '' ? {} : { cycleId }),
    ...(chosen.size === 0 ? {} : { routeIds: [...chosen].sort() }),
    proposal,
  };
}

export interface NewRouteTroubles {
  readonly routeId: string | null;
  readonly name: string | null;
}

/** What is wrong with what was typed for a new route; the bridge looks whether there is one already. */
export function newRouteTroubles(routeId: string, name: string): NewRouteTroubles {
  const { routeIdWrong, nameMissing } = words.routes.make;
  return {
    routeId: /^[A-Za-z0-9][A-Za-z0-9-]{0,7}$/.test(routeId.trim()) ? null : routeIdWrong,
    name: name.trim() === '' ? nameMissing : null,
  };
}
