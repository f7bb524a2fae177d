const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

/** The usual report, and the counts written as JSON to the file that CURBSTOP_TEST_COUNTS names. */
module.exports = class ClosingLineReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const file = process.env.CURBSTOP_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures }));
    });
  }
};
