import { readFile } from 'node:fs/promises';
import { addDays, type CalendarDate } from '../../bridge/contract/calendar-date.js';
import { lockboxFile } from '../support/town/payment-files.js';
import type { Guide } from './guide.js';

const OWING = `SELECT account_id FROM posting JOIN account USING (account_id) WHERE status = 'active'
  GROUP BY account_id HAVING sum(amount_cents) > 5000 ORDER BY account_id LIMIT 6`;

/** Adjustments, one above the limit, what waits for approval, and other entries on accounts. */
export async function enterOnAccounts(guide: Guide): Promise<void> {
  const [a = '', b = '', c = ''] = await guide.ask<string>(OWING);
  await guide.pull('adjustments', 'Pull Adjustments');
  const misread = {
    Kind: 'misread',
    Reason: 'Read 8,512 for 8,215',
    'Reason code': 'misread',
    Document: 'Photo of the dial',
  };
  await guide.fill('adjustments', 5, { Account: a, Service: 'water', ...misread, Amount: -12.34 });
  await guide.fill('adjustments', 6, { Account: a, Service: 'sewer', ...misread, Amount: -9.57 });
  await guide.fill('adjustments', 7, {
    Account: b,
    Service: 'garbage',
    Kind: 'billing error',
    Amount: -10,
    Reason: 'Second cart was taken back',
  });
  await guide.fill('adjustments', 8, {
    Account: c,
    Service: 'water',
    Kind: 'goodwill',
    Amount: -650,
    Reason: 'Main break flooded her yard',
    Note: 'The manager agreed',
  });
  await guide.preview();
  await guide.camera.both('Adjustments', 'adjustments.png');
  await guide.push();
  await guide.hideColumns('adjustments', 'Note', 'To account');
  await guide.photograph('adjustments');
  await guide.home();
  await guide.pull('pending-approvals', 'Pull Pending Approvals');
  await guide.photograph('pending-approvals');
  await guide.home();
  await guide.pull('account-entries', 'Pull Account Entries');
  await guide.fill('account-entries', 5, { Account: b, What: 'fee', Amount: 25, Reason: 'Meter tampering' });
  await guide.fill('account-entries', 6, {
    Account: c,
    What: 'deposit taken',
    Amount: 100,
    Reference: '4711',
    Reason: 'New tenant',
  });
  await guide.fill('account-entries', 7, { Account: a, What: 'write-off', Amount: 3.2, Reason: 'Not worth a letter' });
  await guide.push();
  await guide.photograph('account-entries');
  await guide.home();
}

/** A lockbox file with payments that no account is known for. */
export async function postPayments(guide: Guide, today: CalendarDate): Promise<void> {
  const accounts = await guide.ask<string>(OWING);
  const [year = '', month = '', day = ''] = addDays(today, -1).split('-');
  const line = { date: `${month}${day}${year.slice(2)}`, time: '101500' };
  const known = accounts.map((account, index) => ({ ...line, account, cents: 2_500, reference: String(500 + index) }));
  const unknown = [
    { ...line, account: '00-123', cents: 4_000, reference: '621', payer: 'R. DOE' },
    { ...line, account: '', cents: 6_215, reference: '622', payer: 'ALMA GREENE' },
  ];
  await guide.press('Post payments');
  await guide.desk.pane.getByLabel('Layout', { exact: true }).selectOption('lockbox');
  await guide.desk.pane.getByLabel('Payment file', { exact: true }).setInputFiles({
    name: 'LB1125.TXT',
    mimeType: 'text/plain',
    buffer: Buffer.from(lockboxFile([...known, ...unknown])),
  });
  await guide.told(/^Checked: /);
  await guide.press(/^Post \d+ payments, /);
  await guide.told(/^Posted: /);
  await guide.home();
  await guide.pull('suspense', 'Pull Suspense');
  await guide.fill('suspense', 5, {
    Action: 'apply',
    Account: accounts[0] ?? '',
    Reason: 'Digits swapped; payer called',
  });
  await guide.fill('suspense', 6, { Action: 'return', Reason: 'No such customer' });
  await guide.photograph('suspense');
  await guide.home();
}

/** What a customer may pay later, and who is late for the last due date. */
export async function chargeLate(guide: Guide, today: CalendarDate): Promise<void> {
  const [account = ''] = await guide.ask<string>(OWING);
  await guide.pull('payment-arrangements', 'Pull Payment Arrangements');
  await guide.fill('payment-arrangements', 5, {
    Account: account,
    Amount: 40,
    From: addDays(today, -20),
    Instalments: `20.00 by ${addDays(today, 14)}; 20.00 by ${addDays(today, 44)}`,
    Reason: 'His hours were cut; asked by phone',
  });
  await guide.push();
  await guide.photograph('payment-arrangements');
  await guide.home();
  await guide.pull('late-charges', 'Pull Late Charges');
  await guide.fill('late-charges', 5, { Decision: 'charge' });
  await guide.fill('late-charges', 6, { Decision: 'waive', Reason: 'The bill went to her old address' });
  await guide.preview();
  await guide.photograph('late-charges');
  await guide.home();
}

/** The posted bills of an account, one of which was misread. */
export async function billAgain(guide: Guide): Promise<void> {
  const [account = ''] = await guide.ask<string>(
    `SELECT account_id FROM period_read JOIN bill USING (bill_run_id, account_id)
     GROUP BY account_id HAVING max(register_number) = 1 AND count(*) >= 13 ORDER BY account_id LIMIT 1`,
  );
  const [read = 0] = await guide.ask<number>(
    `SELECT value FROM period_read JOIN bill USING (bill_run_id, account_id)
     WHERE account_id = '${account}' ORDER BY bill.period_to DESC LIMIT 1`,
  );
  await guide.desk.pane.getByLabel('Account to put right').fill(account);
  await guide.pull('rebill', 'Pull Rebill');
  await guide.fill('rebill', 17, { 'Right read': read - 20, Reason: 'Misread; her picture shows it' });
  await guide.preview();
  await guide.photograph('rebill');
  await guide.home();
}

/** What accounts have for their tariffs, the meters, and a meter's life. */
export async function keepAccountsAndMeters(guide: Guide): Promise<void> {
  const { desk } = guide;
  await guide.pull('account-data', 'Pull Account Data');
  await guide.photograph('account-data');
  await guide.home();
  await guide.pull('customer-contacts', 'Pull Customer Contacts');
  await guide.photograph('customer-contacts');
  await guide.home();
  await guide.pull('contact-history', 'Pull Contact History');
  await guide.photograph('contact-history');
  await guide.home();
  const form = desk.pane.getByRole('region', { name: 'Meters' });
  await form.getByLabel('Which meters').selectOption('All meters');
  await guide.pull('meters', 'Pull Meters');
  await guide.photograph('meters');
  await guide.home();
  const [meter = ''] = await guide.ask<string>('SELECT meter_id FROM period_read LIMIT 1');
  await form.getByLabel('Which meters').selectOption('One meter');
  await form.getByLabel('Meter number').fill(meter);
  await guide.pull('meter-history', 'Pull Meter History');
  await guide.photograph('meter-history');
  await guide.home();
}

/** The walking order of a route, changed. */
export async function changeRoutes(guide: Guide): Promise<void> {
  await guide.press('Route books');
  await guide.desk.pane.getByRole('checkbox', { name: /^R01,/ }).check();
  await guide.pull('route-book', 'Pull Route Book');
  await guide.fill('route-book', 9, { 'New stop': 2 });
  await guide.fill('route-book', 12, { 'New route': 'R02' });
  await guide.preview();
  await guide.photograph('route-book');
  await guide.push();
  await guide.home();
  await guide.press('Route books');
  await guide.pull('route-changes', 'Pull Route Changes');
  await guide.photograph('route-changes');
  await guide.home();
}

/** How reading files are laid out, and what their codes mean. */
export async function setUpReading(guide: Guide): Promise<void> {
  await guide.press('Unload readings');
  await guide.pull('reading-layouts', 'Pull Reading Layouts');
  await guide.photograph('reading-layouts');
  await guide.home();
  await guide.press('Unload readings');
  await guide.pull('reading-codes', 'Pull Reading Codes');
  await guide.photograph('reading-codes');
  await guide.home();
}

/** A version of the water rates with another price, a study of it, and a rate file that is tried. */
export async function changeRates(guide: Guide, today: CalendarDate, rateFile: string): Promise<void> {
  const { desk } = guide;
  await guide.press('Rates');
  await desk.pane
    .getByRole('region', { name: 'Change rates in a sheet' })
    .getByLabel('Tariff')
    .selectOption('water-sample');
  const rows = await guide.pull('rates', 'Pull Rates');
  const base = rows.find(({ cells }) => cells['Class'] === 'RESIDENTIAL' && cells['Item'] === 'Base, meter 5/8"');
  await guide.fill('rates', 5, { Price: addDays(today, 60) });
  await guide.fill('rates', base?.sheetRow ?? 0, { Price: 23 });
  await guide.preview();
  await guide.photograph('rates');
  await guide.push();
  await guide.home();
  await guide.press('Rates');
  const study = desk.pane.getByRole('region', { name: 'Study rates' });
  await study.getByLabel('Tariff').selectOption('water-sample');
  await guide.press('Study');
  await desk.pane.getByRole('region', { name: /^Study of / }).waitFor();
  await guide.pull('rate-study', 'Pull Rate Study');
  await guide.photograph('rate-study');
  await tryRateFile(guide, await readFile(rateFile, 'utf8'));
  await guide.home();
}

async function tryRateFile(guide: Guide, text: string): Promise<void> {
  const choose = async (label: string, name: string, content: string) => {
    const buffer = Buffer.from(content);
    await guide.desk.pane
      .locator(`input[type="file"][aria-label="${label}"]`)
      .setInputFiles({ name, mimeType: 'text/plain', buffer });
  };
  await guide.home();
  await guide.press('Rates');
  const broken = text.replace('(carts-1)', '(carts-1').replace('extra_cart_rate*', 'extra_cart_price*');
  await choose('Rate file (OWRS)', 'garbage-2027.owrs', broken);
  await guide.pull('rate-check', 'Pull Rate Check');
  await guide.photograph('rate-check');
  await guide.home();
  await guide.press('Rates');
  const cases = [1, 2, 3, 0].map((carts) => JSON.stringify({ class: 'RESIDENTIAL', inputs: { carts: String(carts) } }));
  await choose('Rate file (OWRS)', 'garbage-2027.owrs', text);
  await choose('Cases to price, one JSON object a line', 'carts.jsonl', cases.join('\n'));
  await guide.pull('price-cases', 'Pull Priced Cases');
  await guide.photograph('price-cases');
}
