/** What one text says of the modules that it uses. */

export interface ModuleUse {
  readonly specifier: string
  /** Offset in the text. */
  readonly at: number
  /**
   * `types`: the compiler removes it. `inline-types`: it does so unless told to keep such imports. `string`: a literal
   * that stands elsewhere.
   */
  readonly kind: 'load' | 'types' | 'inline-types' | 'string'
}

/** A module whose name is put together when the program runs: `require(name)`, `import(`./${x}`)`. */
export interface ComputedUse {
  readonly at: number
  /** As written, shortened. */
  readonly text: string
  /** What the name begins and ends with, where that is literal. */
  readonly prefix: string
  readonly suffix: string
}

export interface ModuleUses {
  readonly uses: readonly ModuleUse[]
  readonly computed: readonly ComputedUse[]
  /** False: the text could not be read with certainty; imports were also looked for line by line. */
  readonly isSound: boolean
}
