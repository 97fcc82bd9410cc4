/** The properties that a schema names, without anything else of it; made by tools/schemas/known-properties.ts. */

/** `p`: members by name; `i`: items of a list; `r`: name of a shared part. Neither: anything may stand here. */
export interface KnownShape {
  readonly p?: Readonly<Record<string, KnownShape>>
  readonly i?: KnownShape
  readonly r?: string
}
