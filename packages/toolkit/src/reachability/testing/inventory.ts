/** Small inventories for tests: components by purl, with what matters here. */
import { type Component, type Inventory, parsePurl, type Purl, splitPurl } from '../../model/index.ts'

export type Part = Partial<Omit<Component, 'purl' | 'dependsOn' | 'evidence'>> & {
  readonly purl: string
  readonly dependsOn?: readonly string[]
  /** The file that states it; `package-lock.json` without one. */
  readonly file?: string
}

export function purlOf(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** Direct runtime dependencies unless they say otherwise. */
export function inventoryOf(parts: readonly Part[]): Inventory {
  const components = parts.map(({ file = 'package-lock.json', ...part }): Component => {
    const purl = purlOf(part.purl)
    return {
      ecosystem: splitPurl(purl).type,
      isVersionResolved: true,
      relation: 'direct',
      scope: 'runtime',
      groups: [],
      origin: 'registry',
      isFirstParty: false,
      aliases: [],
      licenses: [],
      hashes: [],
      ...part,
      purl,
      evidence: [{ path: file, line: 1 }],
      dependsOn: (part.dependsOn ?? []).map(purlOf),
    }
  })
  const roots = components.filter(({ relation }) => relation === 'direct').map(({ purl }) => purl)
  return { name: 'test', components, roots, files: [], issues: [] }
}
