const mostProblems = 20;

/** Why a visitor's file gives no tasks. `message` lists the first problems, each with its place. */
export class OwnDataError extends Error {
  override name = 'OwnDataError';

  constructor(summary: string, problems: readonly string[] = []) {
    const first = problems.slice(0, mostProblems);
    const more = problems.length > first.length ? [`and ${problems.length - first.length} more`] : [];
    super(problems.length > 0 ? [`${summary}:`, ...first, ...more].join('\n') : `${summary}.`);
  }
}
