import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ebillState } from '../../bridge/delivery/ebill/send-notices.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { startingEbillMail } from '../../migrations/starting-mailing.js';
import { bounceOf } from '../support/delivery/bounce-message.js';
import { startSmtpServer, type SmtpFaults, type TestSmtpServer } from '../support/delivery/smtp-server.js';
import { TestTown } from '../support/town/town.js';
import { narrowPane, pixelsBeyond, type Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

describe('what leaves the office of a posted run, through the pane', function () {
  this.timeout(300_000);
  const town = new SampleDesk(27_211);
  const faults: SmtpFaults = {};
  let server: TestSmtpServer;
  let desk: Desk;
  /** The run of each cycle that was posted last, with the one that is open and the e-mail of each e-bill account. */
  let runs: { readonly openId: string; readonly billRunId: string; readonly emails: readonly string[] }[];

  before(async () => {
    server = await startSmtpServer(faults);
    desk = await town.open();
    runs = await town.read(async (database) => {
      const posted = await database.raw<{ open_id: string; id: string }[]>(
        `SELECT open.bill_run_id AS open_id, (
           SELECT bill_run_id FROM bill_run AS done WHERE done.cycle_id = open.cycle_id AND done.status = 'posted'
           ORDER BY period_to DESC LIMIT 1) AS id
         FROM bill_run AS open WHERE open.status = 'open'`,
      );
      return Promise.all(
        posted.map(async ({ open_id: openId, id: billRunId }) => {
          const { accounts } = await ebillState({ database }, billRunId);
          const rows = await database.raw<{ account_id: string; email: string }[]>(
            'SELECT DISTINCT account_id, email FROM account_contact ORDER BY account_id',
          );
          const emails = rows.flatMap((row) => (accounts.includes(row.account_id) ? [row.email] : []));
          return { openId, billRunId, emails };
        }),
      );
    });
  });
  after(async () => {
    await town.close();
    await server.close();
  });

  const button = (name: string | RegExp) => desk.pane.getByRole('button', { name, exact: true });
  const told = (text: string | RegExp) => desk.pane.getByText(text).first().waitFor();
  const run = (number: 0 | 1) => runs[number] ?? assert.fail('two runs are posted');
  const writeMail = (mail: object) =>
    town.read((database) =>
      new TestTown('', database, () => new Date()).writeSetting('ebill-mail', town.today, {
        ...startingEbillMail,
        ...mail,
      }),
    );

  async function assertFits(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await narrowPane(desk, colorScheme);
      assert.equal(await pixelsBeyond(desk), 0, colorScheme);
    }
  }

  async function openOutputs({ openId, billRunId }: ReturnType<typeof run>): Promise<void> {
    await desk.pane.getByRole('tab', { name: 'Home' }).click();
    await desk.pane.getByLabel('Cycle', { exact: true }).selectOption(openId);
    await button('Steps of the run').click();
    await button(`Outputs of the run before, ${billRunId}`).click();
    await button(`Mailing, e-bill and calls of run ${billRunId}`).click();
    await desk.pane.getByRole('heading', { name: 'E-bill notices' }).waitFor();
  }

  it('says what keeps the notices from being sent and what to do, and nothing is sent', async () => {
    const { emails } = run(0);
    const folder = '/nowhere/at/all';
    await writeMail({ server: { kind: 'folder', folder } });
    await openOutputs(run(0));
    await button(`Send ${emails.length} notices`).click();
    await desk.pane.getByRole('status').getByText(folder).waitFor();
    await told(`0 of ${emails.length} notices sent`);
    await assertFits();
  });

  it('does not say that a file was not sent where the answer was lost, and looks how it stands by Retry', async () => {
    const send = '**/api/runs/*/outputs/mailing';
    await desk.page.route(send, (route) => route.abort('connectionreset'));
    await button('Send to the mailing service').click();
    await desk.pane.getByRole('status').getByText('It is not known whether it was sent').waitFor();
    assert.equal(await desk.pane.getByText('It was not sent').count(), 0);
    await desk.page.unroute(send);
    await button('Retry').click();
    await told('No file was made yet.');
    await desk.pane.getByText('It is not known whether it was sent').waitFor({ state: 'detached' });
  });

  it('writes the notices into a folder until a server is named, and says when that is done', async () => {
    const { emails } = run(0);
    await writeMail({});
    await button(`Send ${emails.length} notices`).click();
    await desk.pane.getByRole('status').getByText('The notices are done: above is told how they stand').waitFor();
    await told(`${emails.length} of ${emails.length} notices sent`);
    assert.equal((await readdir(path.join(town.folder, 'ebill', 'to-send'))).length, emails.length);
    assert.equal(await button(/^Send \d+ notices$/).count(), 0, 'nothing waits any more');
    await openOutputs(run(0));
    await told(`${emails.length} of ${emails.length} notices sent`);
  });

  it('lets nothing else be sent while notices are, says how far that is, and tells each that did not arrive', async () => {
    const { emails } = run(1);
    const [refused = '', lost = '', ...others] = emails;
    const late = others.at(-1) ?? '';
    let asked = 0;
    faults.recipient = (to) => (to === refused ? 550 : to === late && ++asked < 3 ? 450 : 'taken');
    faults.message = (to) => (to === lost ? 'hang-up' : 'taken');
    const smtp = { kind: 'smtp', host: '127.0.0.1', port: server.port, security: 'none', user: null };
    const from = { name: 'Water billing', address: 'billing@water.test' };
    await writeMail({ from, link: 'https://water.test/pay', unsubscribe: 'https://water.test/end', server: smtp });
    await openOutputs(run(1));
    await button(`Send ${emails.length} notices`).click();
    await told(/^Sending notices: \d+ tried so far\.$/);
    for (const name of [/^Send \d+ notices$/, 'Send to the mailing service']) {
      assert.equal(await button(name).getAttribute('aria-disabled'), 'true');
    }
    await desk.page.route('**/api/runs/*/outputs', (route) => route.abort());
    await told('Not known how far it is; Curbstop goes on asking');
    assert.equal(await desk.pane.getByText('It was not sent').count(), 0, 'a lost answer says nothing of the sending');
    await assertFits();
    await desk.page.unroute('**/api/runs/*/outputs');
    await told(`${emails.length - 2} of ${emails.length} notices sent`);
    await told(/^refused, goes on paper \(550 5\.1\.1 No such mailbox\)$/);
    await told(/^may have been sent/);
    assert.deepEqual(
      server.taken.map(({ to }) => to).sort(),
      [...emails].filter((email) => email !== refused && email !== lost).sort(),
    );
    await assertFits();
  });

  it('mails the bill of a refused notice on paper, in a file of its own', async () => {
    await button('Mail 1 bill on paper').click();
    await desk.pane.getByRole('status').getByText('The file is at the mailing service').waitFor();
    await told(/^Bills whose e-mail did not arrive: 1 bill, \$/);
    assert.equal(await button('Mail 1 bill on paper').count(), 0);
  });

  it('sends again what may have been sent only with a reason', async () => {
    const { emails } = run(1);
    delete faults.message;
    const label = 'Send again what may have been sent (1)';
    await button(label).click();
    const form = desk.pane.locator('form').filter({ has: button(label) });
    await form.getByRole('button', { name: label }).click();
    await form.getByText('Say why.', { exact: true }).waitFor();
    await form.getByLabel('Reason').fill('Nothing came');
    await form.getByRole('button', { name: label }).click();
    await told(`${emails.length - 1} of ${emails.length} notices sent`);
  });

  it('reads what came back, and lets that bill go on paper, too', async () => {
    const { billRunId, emails } = run(1);
    const [, email = ''] = emails;
    const messageId = await town.read(async (database) => {
      const [row] = await database.raw<{ id: string }[]>(
        'SELECT message_id AS id FROM ebill_notice WHERE bill_run_id = ? AND email = ?',
        [billRunId, email],
      );
      return row?.id ?? '';
    });
    await button('Read what came back').click();
    const buffer = Buffer.from(bounceOf({ email, messageId }));
    await desk.pane
      .locator('input[type=file][multiple]')
      .setInputFiles({ name: 'returned.eml', mimeType: 'message/rfc822', buffer });
    await button('Note 1 notice: mail on paper').click();
    await told('1 notice noted: the bills go on paper');
    await assertFits();
    await button('Mail 1 bill on paper').click();
    await desk.pane
      .getByText(/^Bills whose e-mail did not arrive: 1 bill, \$/)
      .nth(1)
      .waitFor();
    await desk.assertClean();
    assert.deepEqual((await town.read(verifyLedger)).findings, []);
  });
});
