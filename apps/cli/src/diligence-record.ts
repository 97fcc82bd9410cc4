/** Due diligence of a product as it stands: facts of the tree, joined with what people decided. */
import {
  collectComponentFacts,
  type DiligenceFile,
  type DiligenceRecord,
  joinDiligence,
} from '@occtet/toolkit/cra'
import { corePurl } from '@occtet/toolkit/model'
import type { ProductDesk } from './product-desk.ts'

/** `today`: `YYYY-MM-DD`. */
export function joinDesk(
  { inventory, findings }: Pick<ProductDesk, 'inventory' | 'findings'>,
  file: DiligenceFile,
  today: string,
): DiligenceRecord {
  const others = inventory.components.filter((component) => !component.isFirstParty)
  return joinDiligence({
    facts: collectComponentFacts(inventory, findings),
    file,
    components: others.length,
    packages: new Set(others.map((component) => corePurl(component.purl))),
    today,
  })
}
