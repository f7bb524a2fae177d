import { createServer, type Server, type ServerOptions } from 'node:https';
import type { Express } from 'express';
import { CurbstopError } from '../../contract/problem.js';

const LOOPBACK_V4 = '127.0.0.1';
const LOOPBACK_V6 = '::1';
const CLOSE_SECONDS_MAX = 10;
/** What the system answers where IPv6 is switched off. */
const NO_IPV6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

export interface ListenOptions {
  readonly app: Express;
  readonly port: number;
  readonly tls: ServerCertificate;
}

/** A certificate and its key, as PEM text. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

export interface BridgeServer {
  readonly port: number;
  /** The addresses that are listened on: 127.0.0.1, and ::1 where the machine has IPv6. */
  readonly addresses: readonly string[];
  /** Answers with another certificate from the next connection on. */
  useCertificate(tls: ServerCertificate): void;
  /** Takes no new requests, lets those under way finish for ten seconds at most, then ends. */
  close(): Promise<void>;
}

/**
 * Serves the app by HTTPS on this machine's loopback addresses and no other.
 * Throws a CurbstopError when the port is in use or not allowed.
 */
export async function listen({ app, port, tls }: ListenOptions): Promise<BridgeServer> {
  const servers = new Map<string, Server>();
  const closeAll = async () => void (await Promise.all([...servers.values()].map(closeGently)));
  try {
    servers.set(LOOPBACK_V4, await listenOn({ app, port, tls, host: LOOPBACK_V4 }));
    const v6 = await listenOn({ app, port, tls, host: LOOPBACK_V6 }).catch(nullWithoutIPv6);
    if (v6) servers.set(LOOPBACK_V6, v6);
  } catch (error) {
    // Another program on ::1 alone would be answered in the bridge's place, so half a bridge is none.
    await closeAll();
    throw explainListenError(error, port);
  }
  const useCertificate = ({ key, cert }: ServerCertificate) => {
    const { minVersion } = SERVER_LIMITS;
    for (const server of servers.values()) server.setSecureContext({ key, cert, minVersion });
  };
  return { port, addresses: [...servers.keys()], useCertificate, close: closeAll };
}

async function listenOn({ app, port, tls, host }: ListenOptions & { readonly host: string }): Promise<Server> {
  const server = createServer({ ...SERVER_LIMITS, ...tls }, app);
  server.maxConnections = 256;
  // Anything that is no TLS, such as plain http, is dropped; the person's browser says so.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === LOOPBACK_V6, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return server;
}

const SERVER_LIMITS = {
  minVersion: 'TLSv1.2',
  handshakeTimeout: 10_000,
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
} as const satisfies ServerOptions;

function closeGently(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_SECONDS_MAX * 1000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function nullWithoutIPv6(error: unknown): null {
  if (NO_IPV6.has(codeOf(error))) return null;
  throw error;
}

function explainListenError(error: unknown, port: number): unknown {
  const code = codeOf(error);
  const other = port < 65_535 ? port + 1 : 3910;
  const fix = `Close that program, or use another port: curbstop start --port ${other}`;
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} is in use by another program, perhaps by Curbstop itself in another window.`;
    return new CurbstopError({ code: 'port-in-use', status: 500, message, fix });
  }
  if (code === 'EACCES') {
    const message = `This computer does not let Curbstop use port ${port}.`;
    return new CurbstopError({ code: 'port-not-allowed', status: 500, message, fix: fix.replace(/^.*?, or u/, 'U') });
  }
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
