import type { SavingsInputs } from './economics';

/** Figures quoted from the paper (Bae, Zhu, Deeb, Fleury 2023), with the place where each stands. */
export const paper = {
  title: 'ComplexityNet: Increasing Language Model Inference Efficiency by Learning Task Complexity',
  authors: 'Henry Bae, Kehang Zhu, Aghyad Deeb, Alex Fleury',
  url: 'https://arxiv.org/abs/2312.11511',
  /** Section 4.1, Fig. 4: share of right predictions. */
  predictionAccuracy: { notFineTuned: 0.34, singleTrial: 0.62, fineTuned: 0.79, testTasks: 36 },
  /** Abstract and section 4.2. */
  saving: 0.9,
  codeAccuracy: 0.867,
  /** Table 1 (1 December 2023): dollars per 1,000 tokens. */
  dollarsPerThousandTokens: [0.0002, 0.002, 0.03],
  /** Section 4.1: labels that the complexity model was trained and tested on. */
  labels: 180,
  /** Section 4.1: a base model that was not fine-tuned, on labels by one trial. */
  notFineTunedSingleTrial: 0.32,
  /**
   * Not in the paper: counts of what lies in its authors’ repository, five draws for each task of a test set, their
   * mean rounded. The levels hit, the assigned model hit, and the latter by the most frequent model alone.
   */
  repository: {
    url: 'https://github.com/BaeHenryS/ComplexityNet/tree/fb098cc',
    testTasks: 34,
    levelRight: 20,
    modelRight: 27,
    usualModelRight: 23,
  },
  modelNames: ['Code Llama 7B', 'GPT-3.5', 'GPT-4'],
} as const;

/** What section 4.2 puts into its formula. */
export const paperSavingsInputs: SavingsInputs = {
  predictionAccuracy: 0.79,
  sharesWhenRight: [0.67, 0.27, 0.06],
  sharesWhenWrong: [0.65, 0.29, 0.06],
  unitCosts: [1, 10, 100],
};
