/** A task with everything that its dataset says of it. */
export interface TaskText {
  /** As the outcomes file names it: "601" of MBPP, "HumanEval/0" of HumanEval. */
  id: string;
  /** How it is asked and judged (`kinds/registry.ts`); Python where it is absent. */
  kind?: string;
  prompt: string;
  /** Of a question with choices: their texts. */
  choices?: string[];
  /** What an answer must satisfy, as its kind reads it; for Python: Python that raises where an answer is wrong, the visible tests first. */
  tests: string[];
  /** Python to be run before the tests. */
  setup?: string;
  /** The dataset's own solution. HumanEval's is the body that follows the prompt. */
  reference: string;
  /** The function that the tests call. */
  entryPoint?: string;
}

/** A public set of tasks, pinned: its address, and the content that must be found there. */
interface PinnedFile {
  id: string;
  title: string;
  licence: string;
  citation: string;
  /** Where the page fetches it from; the content, or the content gzipped. */
  address: string;
  /**
   * Of the content, unpacked: a visitor's own file passes plain or gzipped. Undefined where it isn't known: the
   * content that comes first is then what must come ever after in this browser.
   */
  sha256?: string;
  /** Of the content, unpacked; where that isn't known, the most that is read. */
  bytes: number;
}

/** A dataset whose content is text. */
export interface TextDataset extends PinnedFile {
  /**
   * Reads the content.
   *
   * @throws Error that names the line where it isn't as it should be
   */
  parse: (content: string) => TaskText[];
}

/** A dataset whose content is not text. */
export interface BinaryDataset extends PinnedFile {
  /** Reads the content; rejects with an Error that names the row where it isn't as it should be. */
  parseBytes: (content: Uint8Array<ArrayBuffer>) => Promise<TaskText[]>;
}

export type Dataset = TextDataset | BinaryDataset;
