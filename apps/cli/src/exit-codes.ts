/** Exit codes: the one place that maps what happened to a number (documented in docs/reference/exit-codes.md). */

export const exitCodes = {
  done: 0,
  gateFailed: 1,
  usage: 2,
  inputUnreadable: 3,
  incomplete: 4,
  disk: 5,
  network: 6,
  ownFault: 70,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** One sentence per code, for the documentation and `--help`. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'Done. Findings alone do not change this.',
  1: 'A gate that you asked for with --fail-on did not hold.',
  2: 'The command was used wrongly: unknown command, option or value.',
  3: 'The input, or every one of several inputs, cannot be read.',
  4: 'Data is missing, stale or partial, and --strict was given.',
  5: 'The disk failed: no space, no permission, a damaged database.',
  6: 'The network failed.',
  70: 'A fault of occtet itself. Please report it.',
}
