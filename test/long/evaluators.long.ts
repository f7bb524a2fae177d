import { compareEvaluators } from '../bridge/domain/tariff/compare-evaluators.js';

describe('the fast evaluator, over very many random bills', () => {
  it('gives the exact one’s bill to the last digit, its cents and its lines', function () {
    this.timeout(0);
    compareEvaluators(100_000);
  });
});
