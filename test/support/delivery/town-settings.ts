import path from 'node:path';
import { openDatabase } from '../../../bridge/store/database.js';
import { startingEbillMail } from '../../../migrations/starting-mailing.js';
import { TestTown } from '../town/town.js';
import type { TestSmtpServer } from './smtp-server.js';

/** Sets something of the town in a data folder that no program has open. */
export async function writeSetting(data: string, name: string, value: unknown): Promise<void> {
  const file = path.join(data, 'curbstop.db');
  const town = new TestTown(file, await openDatabase(file), () => new Date());
  await town.writeSetting(name, '2026-11-01', value);
  await town.close();
}

/** Has the e-bills of the town in a data folder sent by a mail server. */
export function mailBy(data: string, { port }: Pick<TestSmtpServer, 'port'>): Promise<void> {
  const from = { name: 'Water billing', address: 'billing@water.test' };
  const own = { ...startingEbillMail, from, link: 'https://water.test/pay', unsubscribe: 'https://water.test/end' };
  const server = { kind: 'smtp', host: '127.0.0.1', port, security: 'none', user: null };
  return writeSetting(data, 'ebill-mail', { ...own, server });
}
