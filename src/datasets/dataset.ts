/** A task with everything that its dataset says of it. */
export interface TaskText {
  /** As the outcomes file names it: "601" of MBPP, "HumanEval/0" of HumanEval. */
  id: string;
  prompt: string;
  /** Python that raises where an answer is wrong, the visible tests first. */
  tests: string[];
  /** Python to be run before the tests. */
  setup?: string;
  /** The dataset's own solution. HumanEval's is the body that follows the prompt. */
  reference: string;
  /** The function that the tests call. */
  entryPoint?: string;
}

/** A public set of tasks, pinned: its address, and the content that must be found there. */
export interface Dataset {
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
  /** Of the content, unpacked; the most that is read where no hash is known. */
  bytes: number;
  /**
   * Reads the content.
   *
   * @throws Error that names the line where it isn't as it should be
   */
  parse: (content: string) => TaskText[];
}
