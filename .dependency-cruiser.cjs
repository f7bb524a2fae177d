const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to });

/** The walls of the house: arrows run http -> commands, queries -> domain, store, files -> contract. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    wall('contract-is-pure', 'contract imports itself and zod', '^bridge/contract', {
      pathNot: '^bridge/contract|node_modules/zod',
    }),
    wall('domain-is-pure', 'domain imports contract and decimal.js only', '^bridge/domain', {
      pathNot: '^bridge/(domain|contract)|node_modules/decimal[.]js',
    }),
    wall('addin-sees-only-contract', 'addin reaches the bridge by HTTP', '^addin', {
      path: '^(bridge/(?!contract)|migrations|test)',
    }),
    wall('store-is-low', 'store knows neither rules nor callers', '^bridge/store', {
      path: '^bridge/(http|commands|queries|files|sample-town|domain)|^addin|^test',
    }),
    {
      name: 'driver-in-one-place',
      comment: 'one file opens connections; the others may use knex types',
      severity: 'error',
      from: { path: '^bridge', pathNot: '^bridge/store/driver[.]ts$' },
      to: { path: 'node_modules/(sqlite3|knex)/', dependencyTypesNot: ['type-only'] },
    },
    wall('files-are-low', 'files read and write layouts, nothing else', '^bridge/files', {
      path: '^bridge/(http|commands|queries|store|sample-town)|^addin|^test',
    }),
    wall('queries-do-not-write', 'queries never reach commands or http', '^bridge/queries', {
      path: '^bridge/(http|commands|sample-town)|^addin|^test',
    }),
    wall('commands-below-http', 'commands never reach http', '^bridge/commands', {
      path: '^bridge/(http|sample-town)|^addin|^test',
    }),
    wall('sample-town-below-http', 'the sample town never reaches http', '^bridge/sample-town', {
      path: '^bridge/http|^addin|^test',
    }),
    wall('excel-only-in-sheets', 'only addin/sheets reaches the workbook', '^addin/(taskpane|client)', {
      path: '^addin/workbench',
    }),
    wall('product-never-imports-tests', 'tests are leaves', '^(addin|bridge|migrations)', { path: '^test' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
