import { describe, expect, it } from 'vitest';
import { dollarsPerCall, priceRatios, savingsFormula } from '../../../src/core/economics';
import { paper, paperSavingsInputs } from '../../../src/core/paper';

describe('the savings formula of section 4.2', () => {
  it('gives the paper’s x, y and saving from the paper’s inputs', () => {
    const result = savingsFormula(paperSavingsInputs);
    expect(result.costWhenRight).toBeCloseTo(9.37, 10);
    expect(result.costWhenWrong).toBeCloseTo(9.55, 10);
    expect(result.saving).toBeCloseTo(0.906, 3);
  });
});

describe('prices', () => {
  const models = paper.dollarsPerThousandTokens.map((dollars, k) => ({
    id: String(k),
    name: paper.modelNames[k],
    unitCost: 10 ** k,
    price: { input: dollars * 1000, output: dollars * 1000 },
  }));

  it('of Table 1 are 1 : 10 : 150', () => {
    const ratios = priceRatios(models)!;
    [1, 10, 150].forEach((ratio, k) => expect(ratios[k]).toBeCloseTo(ratio, 9));
  });
  it('give dollars of a call', () => {
    expect(dollarsPerCall({ input: 2, output: 8 }, { input: 500, output: 250 })).toBeCloseTo(0.003, 12);
  });
  it('have no ratios where one is missing', () => {
    expect(priceRatios([models[0], { ...models[1], price: undefined }])).toBeNull();
  });
});
