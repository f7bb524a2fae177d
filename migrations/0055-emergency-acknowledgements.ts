import { appendOnly, type Migration } from './migration.js';

/** That a supervisor, who took no part in it, has seen what others approved together in an emergency. */
export const emergencyAcknowledgements: Migration = {
  name: '0055-emergency-acknowledgements',
  statements: [
    `CREATE TABLE emergency_acknowledgement (
       request_number INTEGER PRIMARY KEY REFERENCES adjustment_request,
       word TEXT NOT NULL,
       person_id TEXT NOT NULL REFERENCES person,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX emergency_acknowledgement_by_command ON emergency_acknowledgement (command_number)`,
    ...appendOnly('emergency_acknowledgement', 'An acknowledgement', [['request_number']]),
    `CREATE VIEW emergency_to_acknowledge AS
       SELECT request_number FROM approval_decision
       WHERE decision = 'emergency' AND is_final = 1
         AND request_number NOT IN (SELECT request_number FROM emergency_acknowledgement)`,
    `CREATE TRIGGER emergency_is_acknowledged BEFORE INSERT ON emergency_acknowledgement
       WHEN NEW.request_number NOT IN (SELECT request_number FROM emergency_to_acknowledge)
       BEGIN SELECT RAISE(ABORT, 'There is no emergency of this request to acknowledge.'); END`,
    `CREATE TRIGGER nobody_acknowledges_their_own BEFORE INSERT ON emergency_acknowledgement
       WHEN NEW.person_id IN
         (SELECT person_id FROM approval_decision
          WHERE approval_decision.request_number = NEW.request_number AND decision = 'emergency'
          UNION ALL SELECT person_id FROM adjustment_request JOIN command USING (command_number)
          WHERE adjustment_request.request_number = NEW.request_number)
       BEGIN SELECT RAISE(ABORT, 'Nobody acknowledges what they asked for or approved themselves.'); END`,
  ],
};
