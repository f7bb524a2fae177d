import { peopleAndCommands } from './0001-people-and-commands.js';
import { town } from './0002-town.js';
import { ledger } from './0003-ledger.js';
import { readings } from './0004-readings.js';
import { billsAndMoney } from './0005-bills-and-money.js';
import { sheets } from './0006-sheets.js';
import { tariffVersions } from './0007-tariff-versions.js';
import { billInputs } from './0008-bill-inputs.js';
import type { Migration } from './migration.js';

/** Every step of the database's shape, in order. */
export const migrations: readonly Migration[] = [
  peopleAndCommands,
  town,
  ledger,
  readings,
  billsAndMoney,
  sheets,
  tariffVersions,
  billInputs,
];
