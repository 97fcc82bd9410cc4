/** The read-only sample organisation: a small product of five languages, read and matched like any other. */
import {
  catalogue,
  formatAnswersFile,
  formatProfile,
  parseAnswer,
  type QuestionnaireAnswer,
} from '@occtet/toolkit/cra'
import type { Finding } from '@occtet/toolkit/model'
import { decide, defaultDecisionPolicy, formatDecision, type Verdict } from '@occtet/toolkit/vex'
import { acceptUpload } from '../analysis/accept-upload.ts'
import { runAnalysis } from '../analysis/run-analysis.ts'
import { applyDecisionsToRows, saveAnalysis } from '../analysis/save-analysis.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { UploadRow } from '../db/tables/products.ts'
import type { Change, Kernel, OrgId, OrgScope } from '../kernel/model.ts'
import { changeRelease, createProduct, createRelease } from '../products/create.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { findReleaseOf, type FoundRelease } from '../products/find.ts'
import { packSample } from './sample-archive.ts'
import { sampleActor, sampleAnswers, sampleProfile } from './sample-facts.ts'

export const sampleSlug = 'sample'
const product = sampleProfile.id
const releases = [
  { version: '1.3.0', without: 'bridge', releasedAt: '2026-06-30T00:00:00Z' },
  { version: '1.4.0', without: undefined, releasedAt: undefined },
] as const

/**
 * Makes what is missing of it; harmless to repeat, also after a kill in the middle. `absent`: the sample was not shipped.
 * Nothing is recorded: a sample has no ledger of its own.
 */
export async function seedSample(kernel: Kernel): Promise<'ready' | 'absent'> {
  if (packSample() === undefined) return 'absent'
  const org = await openSample(kernel)
  for (const { version, without, releasedAt } of releases) {
    const known = await findReleaseOf(org, product, version)
    if (known !== undefined && known.release.analysed_at !== null) continue
    const found = known ?? (await makeRelease(org, kernel, { version, releasedAt }))
    await readRelease(org, kernel, { found, bytes: packSample(without) ?? new Uint8Array() })
  }
  await decideSome(org, kernel)
  return 'ready'
}

async function openSample(kernel: Kernel): Promise<OrgScope> {
  const id = sampleSlug as OrgId
  await kernel.db
    .insertInto('org')
    .values({
      id,
      slug: sampleSlug,
      name: 'Sample Manufacturing',
      ledger_origin: null,
      is_sample: 1,
      created_at: kernel.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const org = await kernel.openOrg(id)
  if (org === undefined) throw new Error('the sample organisation was not made')
  return org
}

interface NewSample {
  readonly version: string
  readonly releasedAt: string | undefined
}

async function makeRelease(org: OrgScope, kernel: Kernel, wish: NewSample): Promise<FoundRelease> {
  const now = kernel.now()
  const author = { actor: { kind: 'service', who: { name: 'occtet server' } }, now } as const
  await org.change(async (change) => {
    const { name } = sampleProfile.product
    const made = await createProduct(org, change, { name, slug: product, author })
    if (made.ok) await writeFacts(org, change, { id: made.value.id, now })
    const row = made.ok
      ? made.value
      : (await findReleaseOf({ id: org.id, db: change.db }, product, 'current'))?.product
    if (row === undefined) throw new Error('the sample product is there without a release')
    await createRelease(org, change, { product: row, version: wish.version, isCurrent: true, author })
  })
  const found = await findReleaseOf(org, product, wish.version)
  if (found === undefined) throw new Error('the sample release was not made')
  const { releasedAt } = wish
  if (releasedAt !== undefined)
    await org.change(async (change) => changeRelease(org, change, { ...found, wish: { releasedAt }, author }))
  return found
}

async function writeFacts(
  org: OrgScope,
  change: Change,
  { id, now }: { readonly id: string; readonly now: string },
): Promise<void> {
  const place = { product: id, now } as const
  const profile = formatProfile(sampleProfile)
  await writeProductFile(org, change, { ...place, place: 'tracked', path: 'product.yaml', text: profile })
  const answers = new Map(readAnswers(now).map((answer) => [answer.question, answer]))
  const text = formatAnswersFile({ product, answers })
  await writeProductFile(org, change, { ...place, place: 'private', path: 'answers.yaml', text })
}

function readAnswers(at: string): readonly QuestionnaireAnswer[] {
  return Object.entries(sampleAnswers).flatMap(([question, answer]) => {
    const read = parseAnswer({
      question,
      answer,
      by: sampleActor,
      at,
      source: 'person',
      catalogue: catalogue.meta.version,
    })
    return read.ok ? [read.value] : []
  })
}

async function readRelease(
  org: OrgScope,
  kernel: Kernel,
  { found, bytes }: { readonly found: FoundRelease; readonly bytes: Uint8Array },
): Promise<void> {
  const now = kernel.now()
  const name = `telemetry-hub-${found.release.version}.tar`
  const accepted = await org.change(async (change) => {
    const taken = await acceptUpload(org, change, { found, kind: 'archive', name, bytes, now })
    // It is read right here: nobody waits for a queue to see the sample.
    await change.db.deleteFrom('job').where('org_id', '=', org.id).where('state', '=', 'queued').execute()
    return taken
  })
  const upload: UploadRow = accepted.value.upload
  const output = await runAnalysis(
    {
      product: { name: found.product.name, version: found.release.version },
      uploads: [{ id: upload.id, kind: 'archive', name, bytes }],
      data: { feddbDir: '', maxAgeDays: kernel.settings.maxAgeDays, now: Date.parse(now) },
    },
    { onStep: () => undefined, signal: new AbortController().signal },
  )
  await org.change(async (change) => saveAnalysis(org, change, { found, uploads: [upload], output, now }))
}

/** A few decisions of each kind that people meet; the rest of the queue stays open. */
async function decideSome(org: OrgScope, kernel: Kernel): Promise<void> {
  const desk = await openReleaseDesk(org, product, 'current')
  const report = await desk?.findings()
  if (desk === undefined || report === undefined || (await desk.decisions()).records.length > 0) return
  const now = kernel.now()
  const deadline = new Date(Date.parse(now) + 30 * 86_400_000).toISOString().slice(0, 10)
  const chosen = chooseFindings(report.findings, deadline)
  await org.change(async (change) => {
    for (const { finding, verdict, reason } of chosen) {
      const made = decide(finding, verdict, {
        by: sampleActor,
        at: now,
        reason,
        policy: defaultDecisionPolicy,
        product,
        release: desk.release.version,
        scope: 'finding',
      })
      if (!made.ok) throw new Error(`a decision of the sample: ${made.error.code}`)
      const path = `decisions/${made.value.id}.yaml`
      const text = formatDecision(made.value)
      await writeProductFile(org, change, { product: desk.product.id, place: 'tracked', path, text, now })
    }
    await applyDecisionsToRows(org, change, { found: desk, now })
  })
}

interface Chosen {
  readonly finding: Finding
  readonly verdict: Verdict
  readonly reason: string
}

function chooseFindings(findings: readonly Finding[], deadline: string): readonly Chosen[] {
  const development = findings.find(({ scope }) => scope === 'development')
  const [first, second] = findings.filter(
    ({ scope, fix }) => scope !== 'development' && fix.nearest !== undefined,
  )
  const all: readonly (Chosen | undefined)[] = [
    development && {
      finding: development,
      reason: 'Only the build of the dashboard loads it.',
      verdict: {
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        responses: [],
        impact: 'The component is used while building and is not part of what is shipped.',
      },
    },
    first && {
      finding: first,
      reason: 'The upgrade is planned for the next release.',
      verdict: {
        status: 'affected',
        responses: ['update'],
        action: 'Install the next release as soon as it is there.',
      },
    },
    second && {
      finding: second,
      reason: 'Somebody has to look at how the parser is called.',
      verdict: { status: 'under_investigation', responses: [], deadline },
    },
  ]
  return all.filter((one) => one !== undefined)
}
