import { sendNotices, ebillState, type EbillState } from '../../../bridge/delivery/ebill/send-notices.js';
import type { PostBox } from '../../../bridge/delivery/ebill/post-box.js';
import { startingEbillMail } from '../../../migrations/starting-mailing.js';
import { LAST_POSTED } from '../town/run-reversal.js';
import { useTown } from '../town/town.js';
import { officeOf } from './office.js';
import { startSmtpServer, type SmtpFaults, type TestSmtpServer } from './smtp-server.js';

/** What the utility's own setting says. */
export const OWN_MAIL = {
  ...startingEbillMail,
  from: { name: 'Water billing', address: 'billing@water.test' },
  link: 'https://water.test/pay',
  unsubscribe: 'https://water.test/end-ebill',
};

export const WANTED = { billRunId: LAST_POSTED, again: false, reason: '' };

/** Gives every test of the surrounding `describe` a fresh town whose run was posted, and sends its notices. */
export function useNotices() {
  const town = useTown();
  let waited: number[] = [];
  beforeEach(() => {
    waited = [];
  });
  const office = () => officeOf(town(), waited);
  const send = (more: Partial<Parameters<typeof sendNotices>[1]> = {}) => sendNotices(office(), { ...WANTED, ...more });
  return { town, office, send, waited: () => waited };
}

/** How many notices are in each state, of those in which any is. */
export function counts({ notices }: EbillState): Record<string, number> {
  return Object.fromEntries(
    ['sending', 'sent', 'not-sent', 'refused', 'bounced', 'given-up']
      .map((state) => [state, notices.filter((notice) => notice.state === state).length] as const)
      .filter(([, count]) => count > 0),
  );
}

/** A post box that takes all, or puts all off. */
export function boxOf(onHanded: (messageId: string) => void, state: 'sent' | 'deferred' = 'sent'): PostBox {
  return {
    name: 'box',
    hand({ messageId }) {
      onHanded(messageId);
      return Promise.resolve({ state, detail: '' });
    },
    hangUp: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** As `useNotices`, with a real mail server, which the setting names. */
export function useMailedNotices() {
  const notices = useNotices();
  const { town, office } = notices;
  const faults: SmtpFaults = {};
  let server: TestSmtpServer | null = null;

  const end = async () => {
    await server?.close();
    server = null;
  };
  const begin = async (more: object = {}) => {
    await end();
    server = await startSmtpServer(faults);
    const smtp = { kind: 'smtp', host: '127.0.0.1', port: server.port, security: 'none', user: null, ...more };
    await town().writeSetting('ebill-mail', '2026-11-01', { ...OWN_MAIL, server: smtp });
  };
  beforeEach(async () => {
    for (const fault of Object.keys(faults) as (keyof SmtpFaults)[]) delete faults[fault];
    await begin();
  });
  afterEach(end);

  const contactEmail = (accountId: string) =>
    town().value<string>('SELECT email FROM account_contact WHERE account_id = ? ORDER BY contact_number DESC', [
      accountId,
    ]);
  const someone = async () => {
    const { accounts } = await ebillState(office(), LAST_POSTED);
    const [accountId = ''] = accounts;
    return { accounts, accountId, email: await contactEmail(accountId) };
  };
  /** As if every customer had chosen e-bill before anything was done. */
  const everybodyByEmail = () =>
    town().database.raw(
      `INSERT INTO account_contact (account_id, e_bill, email, mailing_address, phone, calls, command_number)
       SELECT account_id, 1, 'c' || account_id || '@example.com', '[]', '', 'unsaid', 1 FROM account`,
    );
  const running = () => {
    if (server === null) throw new Error('The mail server has ended.');
    return server;
  };
  return { ...notices, faults, server: running, begin, end, contactEmail, someone, everybodyByEmail };
}
