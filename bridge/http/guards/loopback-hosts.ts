const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'] as const;
const HTTPS_PORT = 443;

/** The Host headers under which the bridge answers, e.g. "localhost:3910"; browsers leave the port 443 out. */
export function loopbackHosts(port: number): ReadonlySet<string> {
  return new Set(LOOPBACK_NAMES.map((name) => (port === HTTPS_PORT ? name : `${name}:${port}`)));
}

/** The origins of the bridge's own pages, e.g. "https://localhost:3910". */
export function loopbackOrigins(port: number): ReadonlySet<string> {
  return new Set([...loopbackHosts(port)].map((host) => `https://${host}`));
}
