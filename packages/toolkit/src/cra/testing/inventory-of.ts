/** An inventory of named components, for fixtures. */
import { type Component, type Inventory, parsePurl } from '../../model/index.ts'

/** Each component is asked for directly at runtime, and stated on line 1 and following of `lock.json`. */
export function inventoryOf(
  purls: readonly string[],
  change: Partial<Pick<Component, 'scope' | 'relation' | 'evidence'>> = {},
): Inventory {
  const components = purls.map((text, index): Component => {
    const purl = parsePurl(text)
    if (!purl.ok) throw new Error(`not a purl: ${text}`)
    return {
      purl: purl.value,
      ecosystem: 'npm',
      isVersionResolved: true,
      relation: 'direct',
      scope: 'runtime',
      groups: [],
      origin: 'registry',
      isFirstParty: false,
      aliases: [],
      licenses: [],
      hashes: [],
      evidence: [{ path: 'lock.json', line: index + 1 }],
      dependsOn: [],
      ...change,
    }
  })
  return { name: 'sample', components, roots: [], files: [], issues: [] }
}
