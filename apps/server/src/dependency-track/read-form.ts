/**
 * Parts of a form (RFC 7578) as clients in the field write them: names with and without quotes, file names in either form.
 * What Node reads itself is narrower, and refuses what Ktor and .NET send.
 */

/** Parts beyond these are a mistake or an attack; our clients send ten at most. */
const mostParts = 64
const mostHeaderBytes = 8 * 1024
const headerEnd = '\r\n\r\n'

export interface FormPart {
  readonly isFile: boolean
  readonly bytes: Uint8Array
}

/** By name, the last of each; undefined where it is no form. Untrusted bytes; nothing is copied. */
export function readForm(body: Uint8Array, contentType: string): ReadonlyMap<string, FormPart> | undefined {
  const boundary = boundaryIn(contentType)
  if (boundary === undefined) return undefined
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const parts = new Map<string, FormPart>()
  const delimiter = `--${boundary}`
  let at = bytes.indexOf(delimiter)
  for (let read = 0; at >= 0; read++) {
    const start = at + delimiter.length
    if (bytes.subarray(start, start + 2).equals(Buffer.from('--'))) return parts
    if (read === mostParts) return undefined
    const next = bytes.indexOf(`\r\n${delimiter}`, start)
    if (next < 0) return undefined
    const part = readPart(bytes.subarray(start, next))
    if (part === undefined) return undefined
    parts.set(part.name, part)
    at = next + 2
  }
  return undefined
}

function boundaryIn(contentType: string): string | undefined {
  if (!/^\s*multipart\/form-data\s*;/i.test(contentType)) return undefined
  const found = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType)
  return found?.[1] ?? found?.[2]
}

/** From behind the delimiter to the next one. */
function readPart(bytes: Buffer): (FormPart & { readonly name: string }) | undefined {
  const end = bytes.subarray(0, mostHeaderBytes).indexOf(headerEnd)
  if (end < 0) return undefined
  const lines = bytes.toString('utf8', 0, end).split('\r\n')
  const disposition = lines.find((line) => /^content-disposition\s*:\s*form-data\s*(?:;|$)/i.test(line))
  const name = disposition === undefined ? undefined : parameter(disposition, 'name')
  if (disposition === undefined || name === undefined) return undefined
  const isFile = /;\s*filename\*?=/i.test(disposition)
  return { name, isFile, bytes: bytes.subarray(end + headerEnd.length) }
}

function parameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^\\s;"]+))`, 'i').exec(header)
  return found?.[1] ?? found?.[2]
}
