/** Parts of a package URL of which some may be unknown. */
import type { PurlParts } from '../../model/index.ts'

export interface LooseParts {
  readonly type: string
  readonly namespace?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  /** Without those that are undefined or empty. */
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined
  readonly subpath?: string | undefined
}

/** Leaves out what is undefined or empty. */
export function partsOf({ type, name, qualifiers = {}, ...rest }: LooseParts): PurlParts {
  const known = Object.entries(qualifiers).filter((entry): entry is [string, string] => isKnown(entry[1]))
  return {
    type,
    name,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => isKnown(value))),
    ...(known.length === 0 ? {} : { qualifiers: Object.fromEntries(known) }),
  }
}

function isKnown(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

/** Namespace and name of a path: what stands before and after its last slash. */
export function splitPath(path: string): { readonly namespace: string | undefined; readonly name: string } {
  const slash = path.lastIndexOf('/')
  return { namespace: slash < 0 ? undefined : path.slice(0, slash), name: path.slice(slash + 1) }
}
