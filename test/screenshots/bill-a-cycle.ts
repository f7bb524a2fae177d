import path from 'node:path';
import { sheetKinds } from '../../bridge/contract/sheets/index.js';
import type { PulledRow } from '../e2e/support/desk.js';
import { bounceOf } from '../support/delivery/bounce-message.js';
import { compareSystems } from './compare-systems.js';
import type { Guide } from './guide.js';

/** Why a person decides so, by what they decide. */
const REASONS: Readonly<Record<string, string>> = {
  accept: 'Confirmed by the customer',
  estimate: 'No read; as last year',
  hold: 'Ask the field which account it is',
  reread: 'Send the reader again',
};

/** The exceptions of a cycle, wrong and right, and the rereads that come of them. */
export async function reviewReads(guide: Guide, handhelds: string): Promise<void> {
  const { camera, desk } = guide;
  await guide.openGroups(false);
  await camera.pane('home.png', 1_140);
  await guide.openGroups(true);
  await unload(guide, path.join(handhelds, 'cycle-2', 'UPLOAD.DAT'));
  await guide.home();
  await desk.pane.getByLabel('Cycle', { exact: true }).selectOption({ index: 1 });
  const rows = await guide.pull('readings', 'Pull Readings');
  await showIssues(guide, rows);
  await decide(guide, rows, (suggested) => suggested);
  await lookAtRead(guide, rows[0]?.sheetRow ?? 0);
  await guide.preview();
  await camera.both('Readings', 'readings.png');
  await guide.photograph('readings');
  await guide.push();
  await guide.home();
  await guide.pull('rereads', 'Pull Rereads');
  await guide.photograph('rereads');
  await guide.home();
}

/** Another cycle up to the posted run, and one of its bills worked out again. */
export async function billTheCycle(guide: Guide, handhelds: string): Promise<void> {
  const { desk, camera } = guide;
  await unload(guide, path.join(handhelds, 'cycle-1-beacon.csv'));
  await guide.home();
  await desk.pane.getByLabel('Cycle', { exact: true }).selectOption({ index: 0 });
  const rows = await guide.pull('readings', 'Pull Readings');
  // A use that is high was confirmed, so that there is a reason to call.
  await decide(guide, rows, (_, what) => (what.includes(' is high.') ? 'accept' : 'estimate'));
  await guide.push();
  await guide.home();
  await guide.pull('bill-preview', 'Pull Bill Preview');
  await guide.photograph('bill-preview');
  await guide.home();
  await compareSystems(guide, path.dirname(handhelds));
  await decideBills(guide);
  await guide.press('Post the run');
  const total = await desk.pane.getByRole('row', { name: /^Total/ }).innerText();
  const amount = /([\d,]+\.\d{2})$/.exec(total.trim())?.[1] ?? '';
  await desk.pane.getByLabel('Type the total to confirm').fill(amount);
  await camera.pane('post.png');
  await guide.press(/^Approve \d+ bills$/);
  await guide.told(/^Approved by /);
  await guide.press(/^Post \d+ bills$/);
  await guide.told(/^Posted: /);
  await guide.home();
  await openOutputs(guide);
  await tellByEmail(guide);
  await guide.home();
  await openOutputs(guide);
  await callCustomers(guide);
}

/** What leaves the office of the run that was posted last. */
async function openOutputs(guide: Guide): Promise<void> {
  await guide.desk.pane.getByRole('tab', { name: 'Receipts' }).click();
  await guide.desk.pane
    .getByRole('button', { name: /^Mailing, e-bill and calls of run / })
    .first()
    .click();
}

/** Notices are sent, and some come back, so that their bills go on paper. */
async function tellByEmail(guide: Guide): Promise<void> {
  await guide.press(/^Send \d+ notices$/);
  await guide.told(/^(\d+) of \1 notices sent$/);
  const sent = `SELECT email, message_id FROM ebill_notice WHERE state = 'sent' ORDER BY account_id LIMIT 3`;
  const rows = await guide.database.raw<{ email: string; message_id: string }[]>(sent);
  await guide.press('Read what came back');
  await guide.desk.pane.locator('input[type=file][multiple]').setInputFiles(
    rows.map(({ email, message_id: messageId }, index) => {
      const buffer = Buffer.from(bounceOf({ email, messageId }));
      return { name: `returned-${index + 1}.eml`, mimeType: 'message/rfc822', buffer };
    }),
  );
  await guide.press(/^Note \d+ notices: mail on paper$/);
  await guide.told(/^\d+ notices noted: the bills go on paper$/);
  await guide.pull('ebill-failures', 'Pull E-Bill Failures');
  await guide.photograph('ebill-failures');
}

/** The customers of the posted run whom there is a reason to call. */
async function callCustomers(guide: Guide): Promise<void> {
  await guide.pull('calls', 'Pull Calls');
  await guide.photograph('calls');
  await guide.home();
}

/** What stands in the way of posting is released in its sheet; and the run as a whole. */
async function decideBills(guide: Guide): Promise<void> {
  await guide.press('Post the run');
  await guide.pull('bill-totals', 'Pull Bill Totals');
  await guide.photograph('bill-totals');
  await guide.home();
  await guide.press('Post the run');
  const rows = await guide.pull('bill-exceptions', 'Pull Bill Exceptions');
  const open = rows.filter(({ cells }) => cells['To do'] !== '');
  for (const { sheetRow } of open) {
    await guide.fill('bill-exceptions', sheetRow, { Decision: 'release', Reason: 'Looked at the reads' });
  }
  await guide.photograph('bill-exceptions');
  if (open.length > 0) await guide.push();
  await guide.home();
}

/** Unloads a reading file; its screen stays open. */
async function unload(guide: Guide, file: string): Promise<void> {
  await guide.press('Unload readings');
  await guide.desk.pane.locator('input[type=file]').setInputFiles(file);
  await guide.told(/^Checked: /);
  await guide.press('Unload');
  await guide.told(/^Unloaded: /);
}

/** What the pane says of cells that are wrong. */
async function showIssues(guide: Guide, [first, second]: readonly PulledRow[]): Promise<void> {
  if (first === undefined || second === undefined) throw new Error('There are too few exceptions.');
  await guide.fill('readings', first.sheetRow, { Action: 'acept', Reason: 'Customer filled a pool' });
  await guide.fill('readings', second.sheetRow, { Action: 'estimate' });
  await guide.preview();
  await guide.camera.both('Readings', 'issues.png');
}

async function decide(
  guide: Guide,
  rows: readonly PulledRow[],
  choose: (suggested: string, what: string) => string,
): Promise<void> {
  const open = rows.filter(({ cells }) => cells['State'] === 'exception' || cells['State'] === 'missing');
  for (const { sheetRow, cells } of open) {
    const action = choose(String(cells['Suggested'] || 'accept'), String(cells['Exception']));
    await guide.fill('readings', sheetRow, { Action: action, Reason: REASONS[action] ?? 'Looked at' });
  }
}

/** The panel that tells of the read whose row is selected. */
async function lookAtRead(guide: Guide, row: number): Promise<void> {
  const { desk, camera } = guide;
  await desk.page.evaluate((at) => window.curbstopWorkbench.person.select(at), `${sheetKinds.readings.title}!D${row}`);
  await desk.pane.getByRole('group', { name: 'Gallons used by period' }).waitFor();
  await camera.pane('reading.png', 1_270);
}
