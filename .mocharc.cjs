module.exports = {
  import: ['tsx'],
  extension: ['ts'],
  timeout: 180_000,
  forbidOnly: true,
  forbidPending: true,
};
