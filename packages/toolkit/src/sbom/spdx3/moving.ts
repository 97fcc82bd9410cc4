/** Where the parts of the encoder put what the security profile has no member for. */
export interface Moving {
  /** `where` is a member of the vulnerability. */
  readonly tell: (where: string) => void
  readonly keep: (name: string, value: unknown) => void
}
