/** META-INF/MANIFEST.MF (JAR File Specification, "JAR Manifest") and pom.properties (java.util.Properties). */

/** Longer values name nothing. */
const mostValue = 1000
const mostLines = 20_000

/** Main attributes by lowercase name; lines that begin with a blank go on with the one before. */
export function parseManifest(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  let name = ''
  for (const line of text.split(/\r\n|\n|\r/, mostLines)) {
    if (line === '' && attributes.size > 0) break
    const known = attributes.get(name)
    if (line.startsWith(' ')) {
      if (known !== undefined && known.length < mostValue) attributes.set(name, known + line.slice(1))
      continue
    }
    const colon = line.indexOf(':')
    name = colon < 0 ? '' : line.slice(0, colon).trim().toLowerCase()
    if (name !== '' && !attributes.has(name)) attributes.set(name, line.slice(colon + 1).trim())
  }
  return attributes
}

/** `name=value` lines; the first of a name counts, as no tool writes two. */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  for (const line of text.split(/\r\n|\n|\r/, mostLines)) {
    const [, name, value = ''] =
      /^\s*([A-Za-z][A-Za-z.]*)\s*[=:]\s*(\S*)\s*$/.exec(line.slice(0, mostValue)) ?? []
    if (name !== undefined && !properties.has(name)) properties.set(name, value)
  }
  return properties
}
