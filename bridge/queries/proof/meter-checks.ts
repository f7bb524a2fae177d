import { queryCheck, type Check } from './finding.js';

const meterInOnePlace = queryCheck(
  'meter-in-two-places',
  `SELECT 'Meter ' || one.meter_id || ' is at premises ' || one.premises_id || ' from ' || one.installed_on || ' and at premises '
          || other.premises_id || ' from ' || other.installed_on || '.' AS message
   FROM meter_installation AS one JOIN meter_installation AS other
     ON other.meter_id = one.meter_id AND other.installed_on > one.installed_on
   WHERE coalesce(one.removed_on, '9999') > other.installed_on
   UNION ALL
   SELECT 'Meter ' || meter_id || ' came out on ' || removed_on || ', before it went in on ' || installed_on || '.'
   FROM meter_installation WHERE removed_on < installed_on`,
);

/** Places of meters that were put in before there was a history may have two; what was done since never makes that. */
const placeHasOneMeter = queryCheck(
  'place-has-two-meters',
  `SELECT 'Premises ' || one.premises_id || ' has meter ' || one.meter_id || ' from ' || one.installed_on || ' and meter '
          || other.meter_id || ' from ' || other.installed_on || '.' AS message
   FROM meter_event AS install JOIN meter_installation AS one
     ON one.meter_id = install.meter_id AND one.installed_on = install.happened_on
   JOIN meter_installation AS other ON other.premises_id = one.premises_id AND other.meter_id <> one.meter_id
   WHERE install.kind = 'install' AND coalesce(other.removed_on, '9999') > one.installed_on
     AND coalesce(one.removed_on, '9999') > other.installed_on`,
);

const endpointIsOfOneMeter = queryCheck(
  'endpoint-of-two-meters',
  `SELECT 'Endpoint ' || endpoint || ' is of ' || count(*) || ' meters that are in place: '
          || group_concat(meter_id, ', ' ORDER BY meter_id) || '.' AS message
   FROM meter JOIN meter_installation USING (meter_id)
   WHERE removed_on IS NULL AND endpoint <> '' GROUP BY endpoint HAVING count(*) > 1`,
);

const placesAreTheHistory = queryCheck(
  'installation-differs',
  `SELECT 'Meter ' || event.meter_id || ' was ' || iif(event.kind = 'install', 'installed', 'removed') || ' on ' || happened_on
          || ' at premises ' || event.premises_id || ', and its installations do not say so.' AS message
   FROM meter_event AS event
   WHERE event.kind IN ('install', 'remove') AND NOT EXISTS
     (SELECT 1 FROM meter_installation AS place
      WHERE place.meter_id = event.meter_id AND place.premises_id = event.premises_id
        AND iif(event.kind = 'install', place.installed_on, place.removed_on) = happened_on)
   UNION ALL
   SELECT 'Meter ' || meter_id || ' was retired on ' || happened_on || ' and is in place.' FROM meter_event
   WHERE kind = 'retire' AND meter_id IN (SELECT meter_id FROM meter_installation WHERE removed_on IS NULL)`,
);

const openRunsExpectMetersInPlace = queryCheck(
  'removed-meter-expected',
  `SELECT 'The run ' || bill_run_id || ' expects meter ' || meter_id || ' for account ' || read.account_id
          || ', and it is not in place there.' AS message
   FROM period_read AS read JOIN bill_run USING (bill_run_id) JOIN account USING (account_id)
   WHERE bill_run.status = 'open' AND read.removed_on IS NULL AND NOT EXISTS
     (SELECT 1 FROM meter_installation AS place
      WHERE place.meter_id = read.meter_id AND place.premises_id = account.premises_id AND place.removed_on IS NULL)
   UNION ALL
   SELECT 'The run ' || bill_run_id || ' ends the read of meter ' || meter_id || ' on ' || read.removed_on
          || ', and it was not taken out on that day.'
   FROM period_read AS read JOIN bill_run USING (bill_run_id)
   WHERE bill_run.status = 'open' AND read.removed_on IS NOT NULL AND NOT EXISTS
     (SELECT 1 FROM meter_installation AS place WHERE place.meter_id = read.meter_id AND place.removed_on = read.removed_on)`,
);

/** What a meter was before a correction is what the one before it left, and what it is now is what the last one left. */
const metersAreAsCorrected = queryCheck(
  'meter-facts-differ',
  `WITH step AS (
     SELECT *, lead(facts_before) OVER later AS next_before, lead(correction_number) OVER later AS next_number
     FROM meter_correction WINDOW later AS (PARTITION BY meter_id ORDER BY correction_number))
   SELECT 'Meter ' || meter_id || ' is not what its correction of ' || corrected_on || ' made it.' AS message
   FROM step JOIN meter_facts USING (meter_id)
   WHERE iif(next_number IS NULL, facts, next_before) <> facts_after`,
);

/** Where meters are, were, and are expected to be read, and that they are what they were corrected to. */
export const meterChecks: readonly Check[] = [
  meterInOnePlace,
  placeHasOneMeter,
  endpointIsOfOneMeter,
  placesAreTheHistory,
  openRunsExpectMetersInPlace,
  metersAreAsCorrected,
];
