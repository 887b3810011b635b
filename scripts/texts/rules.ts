// What is a text: by where it stands, and, in a program, by what it looks like.

/** Files without a text for the page: of the terminal, of models, of Python, and in formats that programs read. */
const foreign = [
  /\.d\.ts$/,
  /^src\/cli\//,
  /^src\/core\/(?:paper|rules\/print|trials-csv)\.ts$/,
  /^src\/datasets\/(?:starter\/(?!starter|practice)|python\/|kinds\/plain-prompt|prompt-parts\.ts)/,
  /^src\/engines\/(?:webllm\/worker|wllama\/template)/,
  /^src\/judge\/(?:frame\/(?!client)|python\/|worker\/)/,
  /^src\/lab\/tuning\/curl\.ts$/,
  /^src\/router\/(?:litellm|module)\.ts$/,
  /^src\/ui\/report\/citation\.ts$/,
];

/** Whether a file of the source may have texts. */
export function mayHaveTexts(file: string): boolean {
  return /\.(?:svelte|ts)$/.test(file) && !foreign.some((pattern) => pattern.test(file));
}

const isAnyOf = (pattern: RegExp) => (name: string | undefined) => name !== undefined && pattern.test(name);

/** Whether an element's attribute is seen or heard. */
export const isReadAttribute = isAnyOf(
  /^(?:alt|aria-(?:description|label|roledescription|valuetext)|label|placeholder|title)$/,
);

/** Whether a property, field, variable or function that is called so holds a text. */
export const isTextName = isAnyOf(
  /^(?:\w+(?:Text|Label|Title|Words|Hint|Note|Sentence|Caption|Question)|columns|found|label|title|text|hint|note|caption|heading|summary|description|placeholder|words?|sentence|what|why|question|meaning|term|explanation|reason|again|back|warning|protocolOf)$/,
);

/** Whether one that is called so holds a text only where it is one beyond doubt. */
export const isCodeName = isAnyOf(
  /^(?:class|style|id|href|kind|type|of|by|tour|key|value|as|part|for|on[a-z]+|code|status|mode|method|format|version|language|dataset|model|hash|url|address|path|field|role|column|separator)$/,
);

/** Whether one that is called so never holds a text: what models are told. */
export const isForeignName = isAnyOf(/^(?:\w*(?:Prompt|Template|Instruction)|content)$/);

/** Whether nothing that is handed to this function is read: by models, by programs, or by a generator of random numbers. */
export const isForeignCall = isAnyOf(/^(?:plainPrompts|randomStream|toCsv)$/);

/** Whether a word alone that is handed to this function is code. */
export const isCodeCall = isAnyOf(
  /^(?:console\.\w+|(?:.+\.)?(?:addEventListener|removeEventListener|querySelector(?:All)?|getElementById|closest|matches|matchMedia|MediaQuery|getItem|setItem|removeItem|setAttribute|getAttribute|hasAttribute|removeAttribute|createElement(?:NS)?|includes|startsWith|endsWith|indexOf|lastIndexOf|split|replace|replaceAll|fetch|mark|measure|RegExp|URL|Worker|toLocaleString|toLocaleDateString|setProperty|getEntriesByName|getContext|get|has|delete|DateTimeFormat|NumberFormat))$/,
);

/** Whether there is a letter in it. */
export const hasLetters = (words: string) => /\p{L}/u.test(words);

/** What has letters and is code: addresses, fields of formats, conditions, styles; and names, which stay what they are. */
const code =
  /^[a-z-]+: [\d.]+(?:rem|px|%)|^(?:var|translate|rotate|scale|calc|repeat|matrix|url|rgb|hsl)\(|^\((?:prefers|max|min)-|(?:^|\()--[a-z]|; ?(?:charset|boundary)=|^(?:import|def|from|class|assert|lambda) |=>|<\||^[.#[]\S*$|^https?:\S*$|^\w+_\w+$|^[a-z]+\/[a-z]\S*$|^[MLC] ?¤|^(?:¤|x\d) [=>]=|^(?:cn1-|ft:)…$/;
const names =
  /^(?:ComplexityNet|Ollama|WebGPU|WebLLM|GGUF|HumanEval|LM Studio|llama\.cpp|CC BY 4\.0|GPT-\S+(?: (?:Luna|Sol|mini))?|(?:Code Llama|Qwen\S+) \d\S*(?: Instruct)?(?: \(\w+\))?|.* et al\., “.*)$/;

/** Whether it is code or a name, wherever it stands. Expressions are `¤` in it. */
export const isCode = (words: string) => code.test(words.trim()) || names.test(words.trim());

/** Whether words in a program are prose: several, and one is a word at least. */
export function isProse(words: string): boolean {
  return (
    /[\p{L}\d¤’'”")\].,;:!?%…–—-] +[\p{L}\d¤“("‘'–—≥≤<>=−-]/u.test(words) &&
    /(?<![\p{L}\d_-])\p{L}['’\p{L}-]+(?![\p{L}\d_(=])/u.test(words)
  );
}

/** Whether it is one word, written as the first of a sentence or of a label. */
export function isCapitalised(words: string): boolean {
  return /^\p{Lu}[\p{Ll}’-]+[.:…]?$/u.test(words.trim());
}
