module.exports = {
  import: ['tsx'],
  timeout: 20_000,
  forbidOnly: true,
  forbidPending: true,
};
