/** The registry of standards. */
import type { Standard } from '../model.ts'
import { bsi20 } from './bsi-2.0.ts'
import { bsi21 } from './bsi-2.1.ts'
import { cisa2026 } from './cisa-2026.ts'
import { cra } from './cra.ts'
import { ntia2021 } from './ntia-2021.ts'

/** In the order in which they are shown: the law first. */
export const standards: readonly Standard[] = [cra, bsi21, bsi20, ntia2021, cisa2026]
