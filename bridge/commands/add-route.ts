import { addRoutePayloadSchema, type AddRoutePayload, type AddRouteReply } from '../contract/commands/add-route.js';
import { CurbstopError } from '../contract/problem.js';
import { newRouteRefusal } from '../domain/routing/check-route.js';
import { cycles, routes } from '../queries/route-stops.js';
import { writeRoute } from '../store/route-stops.js';
import type { Command } from './command.js';

/** Makes a route without stops. Throws `wrong-route`, `route-exists`, `wrong-route-name` or `unknown-cycle`. */
export const addRoute: Command<AddRoutePayload, AddRouteReply> = {
  kind: 'add-route',
  roles: ['coordinator', 'supervisor'],
  payload: addRoutePayloadSchema,
  async execute({ trx }, payload) {
    const known = await cycles(trx);
    const routeIds = [...(await routes(trx)).keys()];
    const refusal = newRouteRefusal(payload, { routeIds, cycleIds: [...known.keys()] });
    if (refusal) throw new CurbstopError(refusal);
    await writeRoute(trx, payload);
    return { outcome: 'applied', reply: { ...payload, cycleName: known.get(payload.cycleId) ?? '' } };
  },
};
