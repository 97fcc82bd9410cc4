/** What stands where a format demands a text and nobody gave one; readers take it for no text. */
export const sentences = {
  noAction: 'No action statement was given.',
  noReason: 'No reason was given.',
  noDescription: 'No description was given.',
} as const

const all: ReadonlySet<string> = new Set(Object.values(sentences))

/** Undefined for our own stand-ins, so that a round trip invents nothing. */
export function givenText(text: string | undefined): string | undefined {
  return text === undefined || all.has(text) ? undefined : text
}
