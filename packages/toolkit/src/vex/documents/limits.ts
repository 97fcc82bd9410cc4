/** Bounds on documents of others; what lies beyond is reported, never silently left out. */
export const vexLimits = {
  /** Bytes of one document. */
  bytes: 64 * 1024 * 1024,
  /** Statements of one document. */
  statements: 200_000,
  /** Products, with all their subcomponents, over the whole document. */
  products: 1_000_000,
  /** Products inside products. */
  depth: 16,
  /** Issues one by one; the rest as a number. */
  issues: 100,
} as const
