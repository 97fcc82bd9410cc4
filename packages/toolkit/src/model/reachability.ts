/** Whether the product's own code loads a component: a reason to rank and to propose, never to hide. */
import type { Purl } from './purl/purl.ts'

/**
 * `imported`: product code, or a package that product code loads, loads it. `development-only`: only tests, scripts,
 * settings of development or types do. `not-seen`: everything that could load it was read, and nothing does.
 * `unknown`: none of these can be said; the reason says why.
 */
export type ReachabilityState = 'imported' | 'development-only' | 'not-seen' | 'unknown'

/** Each code belongs to one state, see `reachabilityStates`. */
export type ReachabilityCode =
  | 'IMPORTED_BY_PRODUCT'
  | 'IMPORTED_BY_PACKAGE'
  | 'RUN_BY_PRODUCT'
  | 'IMPORTED_BY_DEVELOPMENT'
  | 'RUN_BY_DEVELOPMENT'
  | 'PARENT_DEVELOPMENT_ONLY'
  | 'TYPES_ONLY'
  | 'NOT_IMPORTED'
  | 'PARENT_NOT_IMPORTED'
  | 'PARENT_IMPORTED'
  | 'PARENT_UNKNOWN'
  | 'NAMED_IN_CONFIG'
  | 'COMPUTED_IMPORT'
  | 'LOADED_BY_OTHERS'
  | 'BUILTIN_OF_SAME_NAME'
  | 'MODULE_NAME_GUESSED'
  | 'LANGUAGE_NOT_READ'
  | 'NO_SOURCES'
  | 'FILES_UNREAD'

/** The one state that each code stands for. */
export const reachabilityStates = {
  /** A file of the product imports it. */
  IMPORTED_BY_PRODUCT: 'imported',
  /** A package that the product imports imports it in turn; the sources of the packages were read. */
  IMPORTED_BY_PACKAGE: 'imported',
  /** A command or setting of the running product names it. */
  RUN_BY_PRODUCT: 'imported',
  /** Tests, examples, scripts or settings of tools import it. */
  IMPORTED_BY_DEVELOPMENT: 'development-only',
  /** A command or setting of development names it. */
  RUN_BY_DEVELOPMENT: 'development-only',
  /** Transitive: what brings it in is used by development only. */
  PARENT_DEVELOPMENT_ONLY: 'development-only',
  /** Only its types are imported; the compiler removes such imports. */
  TYPES_ONLY: 'development-only',
  /** No import of it was found. */
  NOT_IMPORTED: 'not-seen',
  /** Transitive: nothing that brings it in is imported. */
  PARENT_NOT_IMPORTED: 'not-seen',
  /** Transitive: the product imports what brings it in; whether that loads it was not read. */
  PARENT_IMPORTED: 'unknown',
  /** Transitive: whether the product uses what brings it in is unknown, or nobody knows what brings it in. */
  PARENT_UNKNOWN: 'unknown',
  /** A setting or command names it, and whether that puts it into the product is not known. */
  NAMED_IN_CONFIG: 'unknown',
  /** Product code imports modules by names that it computes. */
  COMPUTED_IMPORT: 'unknown',
  /** Drivers, plug-ins and the like, which other packages load when they find them. */
  LOADED_BY_OTHERS: 'unknown',
  /** Node itself has a module of that name; a bundle for browsers would take the package. */
  BUILTIN_OF_SAME_NAME: 'unknown',
  /** The name of its modules is only a guess, and that name was not seen. */
  MODULE_NAME_GUESSED: 'unknown',
  /** Imports of its ecosystem are not read. */
  LANGUAGE_NOT_READ: 'unknown',
  /** The tree has no source of its language. */
  NO_SOURCES: 'unknown',
  /** Files that could import it were not read. */
  FILES_UNREAD: 'unknown',
} as const satisfies Record<ReachabilityCode, ReachabilityState>

/** A line that loads or names the component. */
export interface ReachabilityPlace {
  /** Relative to the root of the tree, with forward slashes. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** The module, command or setting as written there, at most 200 characters. */
  readonly specifier: string
}

export interface ReachabilityReason {
  readonly code: ReachabilityCode
  /** One English sentence with names and places. */
  readonly message: string
}

export interface Reachability {
  readonly state: ReachabilityState
  readonly reason: ReachabilityReason
  /** At most five, product code first; of the direct dependency where `through` is given. */
  readonly places: readonly ReachabilityPlace[]
  /** Transitive: the direct dependency whose import leads to it, or may. */
  readonly through?: Purl
  /** Files of its language that were looked at, and those that could not be. */
  readonly looked: { readonly files: number; readonly unread: number }
}
