/** Port: what version control knows about a source tree. Nothing of it proves who wrote a line: names in commits are free text. */

/** A commit that touched a file. */
export interface Change {
  /** Full object id, lowercase hex. */
  readonly commit: string
  /** RFC 3339, UTC, whole seconds: when it was committed, as the committer's clock had it. */
  readonly at: string
}

export interface HistoryTag {
  /** Without `refs/tags/`. */
  readonly name: string
  /** The commit it stands on; of a tag of something else, that object. */
  readonly commit: string
  /** RFC 3339, UTC: of the tag where it carries a date, else of its commit. */
  readonly at: string
  /** `none` also where it is a name only; a signature that is `carried` was not verified. */
  readonly signature: 'carried' | 'none'
}

export interface HistoryCommit extends Change {
  /** Same number, same author; nobody is named. */
  readonly author: number
  /** Which updater wrote it, where an updater did. */
  readonly updater?: 'dependabot' | 'renovate'
}

export interface HistoryFacts {
  /** The commit that is checked out. */
  readonly head: Change
  /** A shallow clone: what lies before is not there, so counts and first dates are lower bounds. */
  readonly isShallow: boolean
  /** Reachable from head, newest first; at most `historyBounds.commits`. */
  readonly commits: readonly HistoryCommit[]
  /** Whether `commits` holds all that the clone has. */
  readonly hasAllCommits: boolean
  /** Newest first, names by code unit where times are equal; at most `historyBounds.tags`. */
  readonly tags: readonly HistoryTag[]
  readonly hasAllTags: boolean
}

/** The same on every machine, so that the same repository gives the same answer. */
export const historyBounds = { commits: 20_000, tags: 5000, paths: 2000 } as const

/** What signals see. */
export interface History extends HistoryFacts {
  /**
   * The last commit that touched the file; path relative to the scanned root. Undefined: not tracked, or not touched
   * in the newest `historyBounds.commits` commits (or as many as the adapter's bound on bytes allows), or lost to a
   * shallow clone.
   */
  readonly lastChange: (path: string) => Change | undefined
}

/** What an adapter gives. Its facts are read once; files are asked for together, since that costs one walk. */
export interface HistorySource {
  readonly facts: HistoryFacts
  /** Files that were found; at most `historyBounds.paths` are looked for. Rejects with the adapter's own error. */
  readonly changesOf: (paths: readonly string[]) => Promise<ReadonlyMap<string, Change>>
}

/** A history in memory, for tests and for callers who hold the facts. */
export function memoryHistory(
  facts: HistoryFacts,
  changes: ReadonlyMap<string, Change> = new Map(),
): HistorySource {
  return {
    facts,
    changesOf: (paths) =>
      Promise.resolve(
        new Map(
          paths.flatMap((path) => {
            const change = changes.get(path)
            return change === undefined ? [] : [[path, change] as const]
          }),
        ),
      ),
  }
}
