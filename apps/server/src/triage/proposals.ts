/** What the machine would decide about findings, from what the server holds of the release; a person decides. */
import { toSourceTree } from '@occtet/toolkit/adapters'
import type { Finding } from '@occtet/toolkit/model'
import {
  applyVex,
  kindSettings,
  measuredOn,
  type Proposal,
  propose,
  sceneOf,
  toProposalFacts,
} from '@occtet/toolkit/vex'
import type { OrgRows } from './org-rows.ts'
import { readReceived } from './received.ts'
import type { TriageDesk } from './triage-desk.ts'

export type NotLooked = 'SOURCES' | 'INVENTORY' | 'RECEIVED_VEX'

export interface Proposals {
  /** By key; every finding that was asked for has an entry. */
  readonly byFinding: ReadonlyMap<string, readonly Proposal[]>
  /** What was not there, or could not be read, and so proposes nothing. */
  readonly notLooked: readonly NotLooked[]
}

export async function proposalsFor(
  rows: OrgRows,
  desk: TriageDesk,
  findings: readonly Finding[],
): Promise<Proposals> {
  const inventory = await desk.release.inventory()
  const files = await desk.release.files()
  const received = await readReceived(rows, desk.product)
  const statements =
    inventory === undefined
      ? []
      : applyVex(findings, received.documents, sceneOf({ inventory, subject: desk.subject }))
  const components = new Map((inventory?.components ?? []).map((one) => [one.purl, one]))
  const tree = files === undefined ? undefined : toSourceTree(files)
  const byFinding = new Map(
    findings.map((finding, at) => {
      const component = components.get(finding.purl)
      const facts = toProposalFacts({ finding, component, tree, vex: statements[at] })
      return [finding.key, propose(finding, facts)] as const
    }),
  )
  const notLooked: NotLooked[] = [
    ...(files === undefined ? (['SOURCES'] as const) : []),
    ...(inventory === undefined ? (['INVENTORY'] as const) : []),
    ...(received.broken.length > 0 ? (['RECEIVED_VEX'] as const) : []),
  ]
  return { byFinding, notLooked }
}

export interface MeasuredShare {
  readonly made: number
  readonly right: number
  /** `YYYY-MM-DD` */
  readonly on: string
}

/** Over open and held-out labelled cases; undefined where none was made. */
export function measuredOf({ kind }: Pick<Proposal, 'kind'>): MeasuredShare | undefined {
  const { open, heldOut } = kindSettings[kind]
  const made = open.made + heldOut.made
  return made === 0 ? undefined : { made, right: open.right + heldOut.right, on: measuredOn }
}
