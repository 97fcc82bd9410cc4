/** Control files of Debian (deb822(5)): paragraphs of `Name: value`, values may go on in indented lines. */

export interface Stanza {
  /** By lowercase name; the first line of a value only goes on with its indented lines. */
  readonly fields: ReadonlyMap<string, string>
  /** 1-based line of its first field. */
  readonly line: number
}

interface Open {
  readonly fields: Map<string, string>
  readonly line: number
  name: string
}

/** Longer values are no relations; what goes beyond is left out. */
const MOST_LETTERS = 65_536

/** Untrusted. Lines that are neither a field nor an indented one are passed over. */
export function readStanzas(text: string): readonly Stanza[] {
  const stanzas: Open[] = []
  let open: Open | undefined
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') open = undefined
    else if (/^[ \t]/.test(raw)) goOn(open, raw.trim())
    else {
      const [, key, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(raw) ?? []
      if (key === undefined) continue
      if (open === undefined) stanzas.push((open = { fields: new Map(), line: index + 1, name: '' }))
      open.name = key.toLowerCase()
      if (!open.fields.has(open.name)) open.fields.set(open.name, value.trim())
    }
  }
  return stanzas
}

/** Descriptions are long, and nobody reads them here. */
function goOn(open: Open | undefined, text: string): void {
  const known = open?.fields.get(open.name)
  if (open === undefined || known === undefined || open.name === 'description') return
  if (known.length < MOST_LETTERS) open.fields.set(open.name, `${known} ${text}`)
}
