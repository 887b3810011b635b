/** Words that can stand before a parenthesis without being called. */
export const keywords: ReadonlySet<string> = new Set(
  `and as assert async await class def del elif else except finally for from global if import in is lambda
   nonlocal not or raise return while with yield`.split(/\s+/),
);

/** Functions and types that Python has without an import. */
export const builtins: ReadonlySet<string> = new Set(
  `abs all any ascii bin bool bytearray bytes callable chr complex dict dir divmod enumerate eval exec filter
   float format frozenset getattr hasattr hash hex id int isinstance issubclass iter len list map max min next
   object oct ord pow print range repr reversed round set slice sorted str sum super tuple type vars zip`.split(
    /\s+/,
  ),
);

/** Names that a piece of Python defines at its top level: by def, class, import or assignment. */
export function definedNames(source: string): Set<string> {
  const names = new Set<string>();
  for (const line of source.split(/\r?\n/)) {
    const [, defined] = /^(?:async\s+def|def|class)\s+([\w$]+)/.exec(line) ?? [];
    const [, assigned] = /^([\w\s,]+?)\s*(?::[^=]+)?=(?!=)/.exec(line) ?? [];
    const [, imported] = /^(?:from\s+\S+\s+)?import\s+(.+)$/.exec(line) ?? [];
    if (defined) names.add(defined);
    for (const name of assigned?.split(',') ?? []) names.add(name.trim());
    for (const part of imported?.replace(/[()]|#.*/g, '').split(',') ?? []) {
      names.add(
        part
          .trim()
          .split(/\s+as\s+/)
          .at(-1)!
          .split('.')[0],
      );
    }
  }
  return names;
}
