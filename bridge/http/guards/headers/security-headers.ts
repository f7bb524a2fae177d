import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { OFFICE_HOSTS } from './office-hosts.js';

/**
 * The headers of every answer. Fluent UI writes its styles into the page, hence 'unsafe-inline' for styles only.
 * Excel on the web frames the pane, hence frame-ancestors instead of X-Frame-Options, and no opener policy, which
 * would break Office's dialogs. No HSTS: it would bind every other program on localhost.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'", ...OFFICE_HOSTS],
      },
    },
    frameguard: false,
    crossOriginOpenerPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
}
