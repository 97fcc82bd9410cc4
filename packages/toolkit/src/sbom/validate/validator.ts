/** What a generated validator gives back: nothing, or the errors of the first place that does not fit. */

export interface SchemaError {
  /** JSON Pointer (RFC 6901) into the document. */
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

export type SchemaValidator = (document: unknown) => readonly SchemaError[]
