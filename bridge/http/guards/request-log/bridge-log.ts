import pino, { type DestinationStream, type Logger } from 'pino';

const SECRET_FIELDS = ['authorization', 'token', 'code', 'cookie', 'body', 'rows', 'payload', 'key'];

/** The bridge's log. Whatever could hold a token or a customer's data is struck out, at the top and one level down. */
export function bridgeLog(destination?: DestinationStream): Logger {
  const options = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[struck out]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
