module.exports = {
  import: ['tsx'],
  extension: ['ts'],
  timeout: 20_000,
  forbidOnly: true,
  forbidPending: true,
};
