import type { BridgeServer } from '../http/server/listen.js';
import type { BridgeCertificate } from '../setup/certificate.js';

export interface KeepOptions {
  readonly server: Pick<BridgeServer, 'useCertificate'>;
  /** The certificate that the server began with. */
  readonly certificate: Pick<BridgeCertificate, 'cert'>;
  /** Gives the certificate as it is to be now, renewed where it ends soon. */
  readonly ensure: () => Promise<Pick<BridgeCertificate, 'cert' | 'key' | 'notes'>>;
  readonly tell: (sentence: string) => void;
  readonly everyMilliseconds?: number;
}

const DAY_MS = 86_400_000;

/**
 * Looks at the certificate once a day, for a bridge that runs longer than its certificate: a renewed one is used from
 * the next connection on, and the person is told. What fails is told too, and tried again. Gives a function that stops.
 */
export function keepCertificate({
  server,
  certificate,
  ensure,
  tell,
  everyMilliseconds = DAY_MS,
}: KeepOptions): () => void {
  let inUse = certificate.cert;
  const look = async () => {
    const { cert, key, notes } = await ensure();
    if (cert === inUse) return;
    server.useCertificate({ cert, key });
    inUse = cert;
    for (const note of notes) tell(note);
  };
  const sayWhy = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    tell(`The certificate could not be looked at (${reason}); Curbstop tries again tomorrow.`);
  };
  const timer = setInterval(() => void look().catch(sayWhy), everyMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
