/** What changed from one document to the next, component by component. */

/** `stated`: the earlier document said nothing; `unstated`: the later one says nothing more. Neither is a change. */
export interface FieldChange {
  readonly field: 'license' | 'hash' | 'supplier' | 'scope'
  readonly kind: 'changed' | 'stated' | 'unstated'
  /** Of which version, where both documents have several. */
  readonly version?: string
  /** As text, sorted; of hashes `SHA-256:abc…`. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface DiffedComponent {
  /** Purl without version; of components without purl, kind, group and name. */
  readonly key: string
  /** For people. */
  readonly name: string
  /** Sorted; `null` where none is stated. */
  readonly versions: readonly (string | null)[]
}

export interface ChangedComponent {
  readonly key: string
  readonly name: string
  /** Absent where the versions are the same. */
  readonly versions?: {
    readonly before: readonly (string | null)[]
    readonly after: readonly (string | null)[]
  }
  readonly fields: readonly FieldChange[]
}

export interface BomDiff {
  readonly before: { readonly components: number; readonly name?: string; readonly version?: string }
  readonly after: { readonly components: number; readonly name?: string; readonly version?: string }
  /** Each list sorted by key. */
  readonly added: readonly DiffedComponent[]
  readonly removed: readonly DiffedComponent[]
  readonly changed: readonly ChangedComponent[]
  /** Keys that are the same in both. */
  readonly unchanged: number
}
