import { appendOnly, type Migration } from './migration.js';

/** The history of walking orders, and the stops that runs hold where they were before. */
export const routeBooks: Migration = {
  name: '0024-route-books',
  statements: [
    `CREATE TABLE route_change (
       change_number INTEGER PRIMARY KEY,
       premises_id TEXT NOT NULL REFERENCES premises,
       from_route TEXT NOT NULL REFERENCES route,
       from_stop INTEGER NOT NULL,
       to_route TEXT NOT NULL REFERENCES route,
       to_stop INTEGER NOT NULL CHECK (to_stop > 0),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       CHECK (from_route <> to_route OR from_stop <> to_stop)
     ) STRICT`,
    `CREATE INDEX route_change_by_premises ON route_change (premises_id)`,
    `CREATE INDEX route_change_by_command ON route_change (command_number)`,
    ...appendOnly('route_change', 'A change of route or stop', [['change_number']]),
    // Where a run has a stop that was moved since it began; no route: the stop is none of the run's.
    `CREATE TABLE held_stop (
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       premises_id TEXT NOT NULL REFERENCES premises,
       route_id TEXT REFERENCES route,
       sequence INTEGER CHECK ((sequence IS NULL) = (route_id IS NULL)),
       PRIMARY KEY (bill_run_id, premises_id)
     ) STRICT, WITHOUT ROWID`,
    // Every premises beside every run, with its place in the books that the run was begun with.
    `CREATE VIEW run_stop AS
       SELECT bill_run.bill_run_id, premises.premises_id,
              iif(held_stop.premises_id IS NULL, premises.route_id, held_stop.route_id) AS route_id,
              iif(held_stop.premises_id IS NULL, premises.sequence, held_stop.sequence) AS sequence
       FROM bill_run JOIN premises LEFT JOIN held_stop
         ON held_stop.bill_run_id = bill_run.bill_run_id AND held_stop.premises_id = premises.premises_id`,
  ],
};
