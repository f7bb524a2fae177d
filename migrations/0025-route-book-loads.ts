import { appendOnly, type Migration } from './migration.js';

/** What was written for handhelds, laptops and networks: the route books as they were, and the registers in them. */
export const routeBookLoads: Migration = {
  name: '0025-route-book-loads',
  statements: [
    // The book is JSON, compressed and in base64: its files can be made again from it, byte for byte.
    `CREATE TABLE route_book_load (
       load_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       format TEXT NOT NULL,
       stop_count INTEGER NOT NULL CHECK (stop_count > 0),
       book TEXT NOT NULL,
       files TEXT NOT NULL CHECK (json_valid(files)),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX route_book_load_by_run ON route_book_load (bill_run_id)`,
    ...appendOnly('route_book_load', 'A load of route books', [['load_number']]),
    `CREATE TABLE loaded_stop (
       load_number INTEGER NOT NULL REFERENCES route_book_load,
       stop_number INTEGER NOT NULL CHECK (stop_number > 0),
       row_key TEXT NOT NULL,
       PRIMARY KEY (load_number, stop_number)
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('loaded_stop', 'A loaded stop', [['load_number', 'stop_number']]),
  ],
};
