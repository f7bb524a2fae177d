import { certificateStatus, removeCertificate, type CertificateStatus } from '../setup/certificate.js';
import { EXIT_DONE, EXIT_REFUSED, say } from './console.js';
import type { DataFolder } from './data-folder.js';

/** Tells how the certificate for localhost stands, or takes it off this computer. */
export async function certificate(folder: DataFolder, remove: boolean): Promise<number> {
  if (remove) {
    await removeCertificate({ folder: folder.certificate });
    say('The certificate is off this computer. The next start makes a new one.');
    return EXIT_DONE;
  }
  const status = await certificateStatus({ folder: folder.certificate, clock: () => new Date() });
  say(sentenceOf(status));
  if (status.state !== 'missing')
    say(status.trusted ? 'This computer trusts it.' : `To be trusted: ${status.authorityFile}`);
  return status.state === 'valid' ? EXIT_DONE : EXIT_REFUSED;
}

function sentenceOf({ state, expiresAt, daysLeft }: CertificateStatus): string {
  const day = expiresAt?.toISOString().slice(0, 10) ?? '';
  switch (state) {
    case 'missing':
      return 'There is no certificate yet; curbstop start makes one.';
    case 'ended':
      return `The certificate ended on ${day}; curbstop start renews it.`;
    case 'ending':
    case 'valid':
      return `The certificate is good until ${day}, ${daysLeft} days.`;
  }
}
