import type { Migration } from './migration.js';

/** How a customer said what is kept of their contact: a consent to calls is worth what can be shown of it. */
export const howContactsWereTold: Migration = {
  name: '0045-how-contacts-were-told',
  statements: [`ALTER TABLE account_contact ADD COLUMN told TEXT NOT NULL DEFAULT ''`],
};
