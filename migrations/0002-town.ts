import { appendOnly, type Migration } from './migration.js';

/** Customers, premises, accounts, services, meters, routes and cycles. */
export const town: Migration = {
  name: '0002-town',
  statements: [
    `CREATE TABLE cycle (
       cycle_id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       read_day INTEGER NOT NULL CHECK (read_day BETWEEN 1 AND 28),
       reading_format TEXT NOT NULL CHECK (reading_format IN ('beacon-csv', 'mvrs-upload'))
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE route (
       route_id TEXT PRIMARY KEY,
       cycle_id TEXT NOT NULL REFERENCES cycle,
       name TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE customer (
       customer_id INTEGER PRIMARY KEY,
       name TEXT NOT NULL,
       phone TEXT NOT NULL,
       email TEXT NOT NULL
     ) STRICT`,
    `CREATE TABLE premises (
       premises_id TEXT PRIMARY KEY,
       address TEXT NOT NULL,
       city TEXT NOT NULL,
       state TEXT NOT NULL,
       zip TEXT NOT NULL,
       route_id TEXT NOT NULL REFERENCES route,
       sequence INTEGER NOT NULL CHECK (sequence > 0),
       UNIQUE (route_id, sequence)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE account (
       account_id TEXT PRIMARY KEY,
       customer_id INTEGER NOT NULL REFERENCES customer,
       premises_id TEXT NOT NULL REFERENCES premises,
       rate_class TEXT NOT NULL CHECK (rate_class IN ('RESIDENTIAL', 'MULTIFAMILY', 'BUSINESS', 'REDUCED')),
       status TEXT NOT NULL CHECK (status IN ('active', 'final', 'closed')),
       opened_on TEXT NOT NULL,
       closed_on TEXT,
       CHECK (closed_on IS NULL OR closed_on >= opened_on)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX account_by_premises ON account (premises_id)`,
    `CREATE TABLE tariff (
       tariff_id TEXT PRIMARY KEY,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       title TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE tariff_version (
       tariff_version_id TEXT PRIMARY KEY,
       tariff_id TEXT NOT NULL REFERENCES tariff,
       effective_from TEXT NOT NULL,
       is_sample INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
       source TEXT NOT NULL,
       source_hash TEXT NOT NULL,
       UNIQUE (tariff_id, effective_from)
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('tariff_version', 'A tariff version', [['tariff_version_id'], ['tariff_id', 'effective_from']]),
    `CREATE TABLE service (
       account_id TEXT NOT NULL REFERENCES account,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       tariff_id TEXT NOT NULL REFERENCES tariff,
       started_on TEXT NOT NULL,
       ended_on TEXT,
       carts INTEGER,
       unmetered_gallons INTEGER,
       PRIMARY KEY (account_id, service)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE meter (
       meter_id TEXT PRIMARY KEY,
       size TEXT NOT NULL,
       maker TEXT NOT NULL,
       endpoint TEXT NOT NULL,
       is_compound INTEGER NOT NULL CHECK (is_compound IN (0, 1))
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE register (
       meter_id TEXT NOT NULL REFERENCES meter,
       register_number INTEGER NOT NULL CHECK (register_number BETWEEN 1 AND 2),
       dials INTEGER NOT NULL CHECK (dials BETWEEN 3 AND 10),
       multiplier INTEGER NOT NULL CHECK (multiplier > 0),
       unit TEXT NOT NULL CHECK (unit IN ('GAL', 'CUBIC_FEET', 'CUBIC_METER', 'LITER')),
       PRIMARY KEY (meter_id, register_number)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE meter_installation (
       meter_id TEXT NOT NULL REFERENCES meter,
       premises_id TEXT NOT NULL REFERENCES premises,
       installed_on TEXT NOT NULL,
       removed_on TEXT,
       PRIMARY KEY (meter_id, installed_on)
     ) STRICT, WITHOUT ROWID`,
    `CREATE UNIQUE INDEX meter_in_one_place ON meter_installation (meter_id) WHERE removed_on IS NULL`,
    `CREATE INDEX meter_installation_by_premises ON meter_installation (premises_id)`,
  ],
};
