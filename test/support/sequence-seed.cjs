// Loaded before any test: where CURBSTOP_SEED is set, every property is checked with the sequences of that seed.
const fc = require('fast-check');

const seed = process.env.CURBSTOP_SEED;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
