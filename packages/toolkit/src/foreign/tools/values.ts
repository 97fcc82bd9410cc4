/** Lists of another tool's result, narrowed. */

/** The texts of a list; anything else in it is left out. */
export function texts(list: readonly unknown[]): readonly string[] {
  return list.filter((item) => typeof item === 'string')
}

/** At the last slash: `@scope/name`, `github.com/owner/name`. */
export function splitAtSlash(name: string): { readonly namespace?: string; readonly name: string } {
  const slash = name.lastIndexOf('/')
  return slash < 0 ? { name } : { namespace: name.slice(0, slash), name: name.slice(slash + 1) }
}

/** `group:artifact`, as Maven's coordinates are written. */
export function splitAtColon(name: string): { readonly namespace?: string; readonly name: string } {
  const colon = name.indexOf(':')
  return colon < 0 ? { name } : { namespace: name.slice(0, colon), name: name.slice(colon + 1) }
}
