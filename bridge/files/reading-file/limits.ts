/** The largest reading file that is opened: 64 MB. Looked at before anything is decoded. */
export const READING_FILE_MAX_BYTES = 64 * 1024 * 1024;

/** The most records of one BEACON export, as Badger's export specification states. */
export const BEACON_MAX_RECORDS = 100_000;

/** The longest line of a BEACON file; a longer one is no line of readings. */
export const BEACON_MAX_LINE = 64 * 1024;

/** The most problems listed for one file; beyond this the file is not worth mending by hand. */
export const READING_FILE_MAX_ISSUES = 1_000;
