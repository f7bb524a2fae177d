module.exports = {
  import: ['tsx'],
  spec: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
  timeout: 20_000,
  forbidOnly: true,
  forbidPending: true,
};
