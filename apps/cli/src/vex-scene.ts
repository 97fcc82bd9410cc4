/** The product at hand as VEX statements see it. */
import type { VexScene } from '@occtet/toolkit/vex'
import type { FindingDesk } from './finding-desk.ts'

/** Serial numbers of our own SBOMs are not kept, so a BOM-Link names nothing here. */
export function sceneOf({ inventory, subject }: Pick<FindingDesk, 'inventory' | 'subject'>): VexScene {
  return {
    subject,
    serials: [],
    subjectRefs: [],
    roots: inventory.roots,
    components: inventory.components
      .filter(({ isFirstParty }) => !isFirstParty)
      .map(({ purl, dependsOn, hashes }) => ({ purl, dependsOn, hashes })),
  }
}
