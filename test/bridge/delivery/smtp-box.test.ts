import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SmtpBox } from '../../../bridge/delivery/ebill/smtp-box.js';
import { certificateFiles, makeCertificate } from '../../../bridge/setup/certificate-files.js';
import { startSmtpServer, type SmtpSecurity, type TestSmtpServer } from '../../support/delivery/smtp-server.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

const MESSAGE = Buffer.from('Subject: Your bill\r\n\r\nIt is ready.\r\n');
const TO = { email: 'ada@example.com' };

describe('a mail server that is secured', () => {
  let pem: { readonly key: string; readonly cert: string; readonly authority: string };
  let server: TestSmtpServer;

  before(async () => {
    const folder = await emptyFolder();
    await makeCertificate(folder);
    const { key, cert, authority } = certificateFiles(folder);
    const text = (file: string) => readFile(file, 'utf8');
    pem = { key: await text(key), cert: await text(cert), authority: await text(authority) };
  });
  afterEach(() => server.close());

  const start = async (kind: SmtpSecurity['kind'], asksPassword = false) => {
    server = await startSmtpServer({ asksPassword }, { kind, key: pem.key, cert: pem.cert });
  };
  const box = (security: 'tls' | 'starttls' | 'none', trusted?: string) => {
    const to = { kind: 'smtp', host: 'localhost', port: server.port, security, user: null } as const;
    return new SmtpBox(to, 'billing@water.test', null, trusted);
  };
  const refusal = async (work: Promise<unknown>, said: RegExp) => {
    await assert.rejects(work, (error: Error & { code?: string; fix?: string }) => {
      assert.equal(error.code, 'smtp-not-secured');
      assert.match(error.message, said);
      assert.match(error.message, /Nothing was sent\.$/);
      assert.match(error.fix ?? '', /security.*setting ebill-mail/);
      return true;
    });
    assert.deepEqual(server.taken, []);
  };

  for (const kind of ['tls', 'starttls'] as const) {
    it(`takes notices by ${kind} where its certificate is trusted, and logs in over what is secured`, async () => {
      await start(kind, true);
      const to = { kind: 'smtp', host: 'localhost', port: server.port, security: kind, user: 'board' } as const;
      const secured = new SmtpBox(to, 'billing@water.test', 'open sesame', pem.authority);
      assert.equal((await secured.hand(TO, MESSAGE)).state, 'sent');
      await secured.close();
      assert.deepEqual(server.taken, [{ to: TO.email, message: MESSAGE.toString(), isSecure: true }]);
    });

    it(`gets nothing by ${kind} where its certificate is not trusted`, async () => {
      await start(kind);
      await refusal(box(kind).hand(TO, MESSAGE), /localhost can't be secured \(.*certificate/);
    });
  }

  it('gets nothing by tls on a port that waits to be asked for it', async () => {
    await start('starttls');
    await refusal(box('tls', pem.authority).hand(TO, MESSAGE), /can't be secured/);
  });
});
