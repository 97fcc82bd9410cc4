/** What report and summary are made from: results of the engine, nothing that must still be computed. */
import type { Language } from '@occtet/ui'
import type { CraStatus } from '../cra/index.ts'
import type { LifecycleReport } from '../lifecycle/index.ts'
import type { FindingsReport, Inventory } from '../model/index.ts'
import type { PolicyReport } from '../policy/index.ts'

export interface ReportInput {
  readonly product: { readonly name: string; readonly version?: string }
  readonly inventory: Inventory
  /** Undefined: there was no vulnerability data at all, so nothing can be said about any component. */
  readonly findings: FindingsReport | undefined
  /** Only the advisories that ship with the project were used: no full database. */
  readonly starterSetOnly: boolean
  readonly cra: CraStatus
  /** What the product's policy says; absent: none was judged. */
  readonly policy?: PolicyView
  /** Until when runtimes, systems and frameworks are supported; absent: nobody looked. */
  readonly lifecycle?: LifecycleReport
  readonly toolVersion: string
  /** RFC 3339; the one moment that all ages are counted from. */
  readonly generatedAt: string
  readonly language: Language
}

export interface PolicyView {
  readonly report: PolicyReport
  /** Path of the file as the user would write it; undefined: the default policy. */
  readonly path: string | undefined
}
