module.exports = {
  import: ['tsx'],
  require: ['./test/support/sequence-seed.cjs'],
  extension: ['ts'],
  timeout: 180_000,
  forbidOnly: true,
  forbidPending: true,
};
