/** Due diligence of a product as it stands: facts of its inventory, joined with what people decided. */
import { corePurl, type FindingsReport, type Inventory } from '../../model/index.ts'
import { collectComponentFacts } from './facts.ts'
import { joinDiligence } from './record.ts'
import type { DiligenceFile, DiligenceRecord } from './types.ts'

export interface InventoryFacts {
  readonly inventory: Inventory
  /** Undefined: nobody matched it against advisories, so no component counts as covered by a source. */
  readonly findings: FindingsReport | undefined
}

/** Pure. `today`: `YYYY-MM-DD`. */
export function joinComponents(
  { inventory, findings }: InventoryFacts,
  file: DiligenceFile,
  today: string,
): DiligenceRecord {
  const others = inventory.components.filter((component) => !component.isFirstParty)
  return joinDiligence({
    facts: collectComponentFacts(inventory, findings ?? { findings: [], unknown: others }),
    file,
    components: others.length,
    packages: new Set(others.map((component) => corePurl(component.purl))),
    today,
  })
}
