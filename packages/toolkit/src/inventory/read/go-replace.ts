/** Lines `replace` of go.mod and go.work (Go Modules Reference, "replace directive"). */

export interface GoReplacement {
  readonly path: string
  /** Undefined where a folder replaces the module. */
  readonly version: string | undefined
}

/** By `PATH` or `PATH VERSION` of what is replaced. */
export type GoReplacements = ReadonlyMap<string, GoReplacement>

/** `OLD [VERSION] => NEW VERSION` or `OLD [VERSION] => FOLDER`; undefined for anything else. */
export function readReplacement(words: readonly string[]): readonly [string, GoReplacement] | undefined {
  const arrow = words.indexOf('=>')
  const [path = '', version] = words.slice(arrow + 1)
  if (arrow < 1 || arrow > 2 || path === '' || words.length > arrow + 3) return undefined
  return [words.slice(0, arrow).join(' '), { path, version }]
}

/** A replacement of one version wins over one of all versions. */
export function findReplacement(
  replacements: GoReplacements,
  path: string,
  version: string,
): GoReplacement | undefined {
  return replacements.get(`${path} ${version}`) ?? replacements.get(path)
}
