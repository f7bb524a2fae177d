import { appendOnly, type Migration } from './migration.js';

/** What a meter was taken for by mistake, or was until its radio was changed, and what it is. */
export const meterCorrections: Migration = {
  name: '0026-meter-corrections',
  statements: [
    // What a meter is, whole: its registers are in their order, each with dials, decimals, fixed zeros, multiplier, unit.
    `CREATE VIEW meter_facts AS
       SELECT meter_id, json_object('size', size, 'maker', maker, 'endpoint', endpoint, 'registers',
                (SELECT json_group_array(json_array(dials, decimals, fixed_zeros, multiplier, unit) ORDER BY register_number)
                 FROM register WHERE register.meter_id = meter.meter_id)) AS facts
       FROM meter`,
    `CREATE TABLE meter_correction (
       correction_number INTEGER PRIMARY KEY,
       meter_id TEXT NOT NULL REFERENCES meter,
       corrected_on TEXT NOT NULL CHECK (corrected_on IS date(corrected_on)),
       facts_before TEXT NOT NULL CHECK (json_valid(facts_before)),
       facts_after TEXT NOT NULL CHECK (json_valid(facts_after)),
       reason TEXT NOT NULL CHECK (reason <> ''),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       CHECK (facts_before <> facts_after)
     ) STRICT`,
    `CREATE INDEX meter_correction_by_meter ON meter_correction (meter_id)`,
    `CREATE INDEX meter_correction_by_command ON meter_correction (command_number)`,
    ...appendOnly('meter_correction', 'A correction of a meter', [['correction_number']]),
  ],
};
