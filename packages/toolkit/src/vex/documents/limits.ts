/** Bounds on documents of others; what lies beyond is reported, never silently left out. */
export const vexLimits = {
  /** Bytes of one document. */
  bytes: 64 * 1024 * 1024,
  /** Statements of one document. */
  statements: 200_000,
  /** Products times subcomponents, where a statement has both in lists of their own (OpenVEX 0.0.1). */
  combinations: 100_000,
  /** Products inside products. */
  depth: 16,
  /** Issues one by one; the rest as a number. */
  issues: 100,
} as const
