module.exports = {
  import: ['tsx'],
  extension: ['ts'],
  timeout: 60_000,
  forbidOnly: true,
  forbidPending: true,
};
