/** What others know of the product: SBOMs in the tree and results of other tools, as formats of the inventory. */
import type { Ecosystem } from '../inventory/index.ts'
import { sbomInTree } from './sbom/sbom-in-tree.ts'

/** For `readInventory({ extra })`: all are recognised by content. */
export const foreignFormats: readonly Ecosystem[] = [sbomInTree]
