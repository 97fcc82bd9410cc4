/** For tests: products with an inventory and findings as an analysis leaves them. */
import { sha256Hex } from '@occtet/toolkit/base'
import type { Component, Finding, FindingsReport, Inventory, Purl } from '@occtet/toolkit/model'
import { inOrder, layDecisions, toFindingRows } from '../../analysis/finding-rows.ts'
import { saveFindings } from '../../analysis/save-rows.ts'
import { writeBlob } from '../../db/blobs.ts'
import { packText } from '../../inventory/stored-json.ts'
import type { OrgScope } from '../../kernel/model.ts'
import { openReleaseDesk } from '../../products/desk.ts'

export const sceneNow = '2026-11-22T12:00:00Z'

export function purlOf(text: string): Purl {
  return text as Purl
}

/** A flaw in one package, with everything that a finding needs. */
export function findingOf(purl: string, group: string, more: Partial<Finding> = {}): Finding {
  const range = { introduced: '0', fixed: '4.17.21' }
  return {
    key: `${purl}#${group}`,
    purl: purlOf(purl),
    group,
    aliases: [group],
    records: [group],
    summary: `Flaw ${group}`,
    isMalicious: false,
    matched: [
      {
        source: 'osv',
        record: group,
        digest: sha256Hex(group),
        kind: 'range',
        range: '>= 0, < 4.17.21',
        ...range,
      },
    ],
    severity: [{ source: 'osv', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 }],
    level: 'critical',
    score: 9.8,
    fix: { kind: 'upgrade', nearest: '4.17.21' },
    paths: [[purlOf(purl)]],
    scope: 'runtime',
    relation: 'direct',
    exploitation: { kev: [] },
    ...more,
  }
}

export const exploited: Pick<Finding, 'exploitation'> = {
  exploitation: { kev: [{ catalogue: 'cisa', added: '2026-11-01', ransomware: 'unknown' }] },
}

export function componentOf(purl: string, more: Partial<Component> = {}): Component {
  return {
    purl: purlOf(purl),
    ecosystem: 'npm',
    isVersionResolved: true,
    relation: 'direct',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: ['MIT'],
    hashes: [],
    evidence: [{ path: 'package-lock.json', line: 12 }],
    dependsOn: [],
    ...more,
  } as Component
}

export interface SceneProduct {
  readonly slug: string
  readonly findings: readonly Finding[]
  readonly components?: readonly Component[]
  readonly release?: string
}

/** Adds a product whose current release was analysed now. */
export async function addProduct(org: OrgScope, wish: SceneProduct): Promise<void> {
  const { slug, findings, release = '1.0.0' } = wish
  const product = `p-${slug}`
  const purls = [...new Set(findings.map(({ purl }) => purl))]
  const components = wish.components ?? purls.map((purl) => componentOf(purl))
  // Stored ones name what could not be identified, too.
  const inventory: Inventory & { readonly unidentified: readonly never[] } = {
    name: slug,
    components,
    roots: purls,
    files: [],
    issues: [],
    unidentified: [],
  }
  const report: FindingsReport = {
    schema: 'urn:occtet:schema:findings:1',
    asOf: sceneNow,
    sources: [
      {
        name: 'osv',
        ecosystems: ['npm'],
        covers: ['npm'],
        records: 10,
        asOf: sceneNow,
        isStale: false,
        catalogues: ['kev'],
      },
    ],
    findings,
    unknown: [],
    issues: [],
  }
  await org.change(async (change) => {
    const rows = { db: change.db, id: org.id }
    const own = { org_id: org.id, created_at: sceneNow }
    await change.db
      .insertInto('product')
      .values({ ...own, id: product, slug, name: `The ${slug}`, archived_at: null })
      .execute()
    const write = async (value: unknown): Promise<string> =>
      writeBlob(org, change, { bytes: packText(JSON.stringify(value)), now: sceneNow })
    await change.db
      .insertInto('release')
      .values({
        ...own,
        id: `r-${slug}`,
        product_id: product,
        version: release,
        released_at: null,
        is_current: 1,
        inventory_digest: await write(inventory),
        findings_digest: await write(inOrder(report, undefined, sceneNow.slice(0, 10))),
        evidence_digest: null,
        analysed_at: sceneNow,
        feddb_root: null,
        feddb_as_of: sceneNow,
      })
      .execute()
    const desk = await openReleaseDesk(rows, slug, 'current')
    if (desk === undefined) throw new Error('the release was just made')
    const laid = layDecisions({
      report,
      records: (await desk.decisions()).records,
      subject: desk.subject,
      profile: undefined,
      components: components.map(({ purl }) => purl),
      today: sceneNow.slice(0, 10),
    })
    await saveFindings(rows, { product, release: `r-${slug}`, now: sceneNow }, toFindingRows(laid))
  })
}
