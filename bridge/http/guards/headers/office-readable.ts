import type { RequestHandler } from 'express';
import { isOfficeOrigin } from './office-hosts.js';

/**
 * Lets Excel on the web read a public file from its own pages: the ribbon's icons and functions.json
 * (OfficeDev/office-js #3970). Never for a route that carries data.
 */
export function officeReadable(): RequestHandler {
  return (req, res, next) => {
    const { origin } = req.headers;
    res.set('Cross-Origin-Resource-Policy', 'cross-origin').vary('Origin');
    if (origin !== undefined && isOfficeOrigin(origin)) res.set('Access-Control-Allow-Origin', origin);
    next();
  };
}
