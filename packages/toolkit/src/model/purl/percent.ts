/** Percent-encoding of purl parts (purl-spec, "Character encoding"). Both throw URIError; the callers turn it into a value. */

const PLAIN = /^[A-Za-z0-9._~:-]*$/

/** Keeps ASCII letters, digits, `.`, `-`, `_`, `~` and `:`. Throws URIError on a lone surrogate. */
export function encodePart(text: string): string {
  if (PLAIN.test(text)) return text
  return encodeURIComponent(text).replace(/%3A|[!'()*]/g, (found) =>
    found === '%3A' ? ':' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Throws URIError on a stray `%` and on bytes that are not UTF-8. */
export function decodePart(text: string): string {
  return text.includes('%') ? decodeURIComponent(text) : text
}
