/** What others know of the product: SBOMs in the tree and results of other tools, as formats of the inventory. */
import type { Ecosystem } from '../inventory/index.ts'
import { sbomInTree } from './sbom/sbom-in-tree.ts'
import { buildrootInfo } from './tools/buildroot-info.ts'
import { buildrootManifest } from './tools/buildroot-manifest.ts'
import { grype } from './tools/grype.ts'
import { ort } from './tools/ort.ts'
import { osvScanner } from './tools/osv-scanner.ts'
import { scancode } from './tools/scancode.ts'
import { trivy } from './tools/trivy.ts'

/** For `readInventory({ extra })`: all are recognised by content, in this order. */
export const foreignFormats: readonly Ecosystem[] = [
  sbomInTree,
  trivy,
  grype,
  osvScanner,
  scancode,
  ort,
  buildrootInfo,
  buildrootManifest,
]
