/** The upgrade plan of a tree: its inventory, its findings and the store that they were made with, and a user's catalog. */
import { readTextFile } from '@occtet/toolkit/adapters'
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { parseCatalog, planUpgrades, type UpgradePlan, type VersionCatalog } from '@occtet/toolkit/matching'
import type { Finding, Inventory } from '@occtet/toolkit/model'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

export interface PlanSources {
  /** Whole: first-party packages say what the product asks for. */
  readonly inventory: Inventory
  /** With decisions, where there are any. */
  readonly findings: readonly Finding[]
  readonly store: Pick<AdvisoryStore, 'claimsFor'>
  /** Path of `--catalog`. */
  readonly catalogFile: string | undefined
}

export function planUpgradesOf({ inventory, findings, store, catalogFile }: PlanSources): UpgradePlan {
  const catalog = catalogFile === undefined ? undefined : readCatalog(catalogFile)
  return planUpgrades({
    inventory,
    findings,
    claimsFor: (purl) => store.claimsFor(purl),
    ...(catalog === undefined ? {} : { catalog }),
  })
}

/** Everything in it is taken or nothing: a plan on half a catalog would be another plan. */
function readCatalog(path: string): VersionCatalog {
  const text = readTextFile(path)
  if (!text.ok) throw unreadable(text.error.code, text.error.message)
  const catalog = parseCatalog(text.value)
  if (!catalog.ok) throw unreadable(catalog.error.code, `${path}: ${catalog.error.message}`)
  return catalog.value
}

function unreadable(code: string, message: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code,
    message,
    hint: 'The file is described in docs/guide/triage.md; leave out --catalog to plan without it.',
  })
}
