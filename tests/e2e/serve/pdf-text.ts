/** The words of a PDF that our own writer made: its streams are not compressed, and each font says which letters it draws. */

/** In the order of the file; line breaks are lost. Throws where there is no page with words. */
export function readPdfText(bytes: Uint8Array): string {
  const file = Buffer.from(bytes).toString('latin1')
  const objects = new Map(
    [...file.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, id = '', body = '']) => [id, body]),
  )
  const letters = new Map<string, ReadonlyMap<string, string>>()
  for (const body of objects.values()) {
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const toUnicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? ''
      letters.set(name, readLetters(objects.get(toUnicode) ?? ''))
    }
  }
  let text = ''
  for (const body of objects.values()) {
    let font: ReadonlyMap<string, string> = new Map()
    for (const [, name, shown] of body.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name !== undefined) font = letters.get(name) ?? font
      const codes = [...(shown ?? '').matchAll(/<([0-9a-f]+)>/g)].flatMap(
        ([, hex]) => hex?.match(/.{4}/g) ?? [],
      )
      text += codes.map((code) => font.get(code) ?? '\uFFFD').join('')
    }
    text += '\n'
  }
  if (text.trim() === '') throw new Error('no words were found in the PDF')
  return text
}

/** `<0000> <00ff> [<0041> <0042> …]`: what the codes from the first on stand for (PDF 1.7, 9.10.3). */
function readLetters(cmap: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    const start = Number.parseInt(first, 16)
    for (const [at, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? []
      found.set(
        (start + at).toString(16).padStart(4, '0'),
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      )
    }
  }
  return found
}
