/** The read-only sample organisation: a small product of five languages, read and matched like any other. */
import { formatProfile, parseAnswer, profileEvents, type ProductProfile } from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { acceptUpload } from '../analysis/accept-upload.ts'
import { runAnalysis } from '../analysis/run-analysis.ts'
import { saveAnalysis } from '../analysis/save-analysis.ts'
import { layDownAnswer } from '../cra/scope-facts.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { UploadRow } from '../db/tables/products.ts'
import type { Change, Kernel, OrgId, OrgScope } from '../kernel/model.ts'
import { changeRelease, createProduct, createRelease } from '../products/create.ts'
import { ledgerOrigin } from '../ledger/home.ts'
import { findReleaseOf, type FoundRelease } from '../products/find.ts'
import { packSample } from './sample-archive.ts'
import { decideSome } from './sample-decisions.ts'
import { sampleActor, sampleProfile, sampleScope } from './sample-facts.ts'
import { daysBefore, holdDrills, holdSittings } from './sample-story.ts'

export const sampleSlug = 'sample'
const product = sampleProfile.id
const releases = [
  { version: '1.3.0', without: 'bridge', madeDaysAgo: 90, releasedDaysAgo: 80 },
  { version: '1.4.0', without: undefined, madeDaysAgo: 30, releasedDaysAgo: undefined },
] as const

/**
 * Makes what is missing of it; harmless to repeat, also after a kill in the middle. `absent`: the sample was not shipped.
 * It has a ledger like any other, so that the page of the ledger has something to verify.
 */
export async function seedSample(kernel: Kernel): Promise<'ready' | 'absent'> {
  if (packSample() === undefined) return 'absent'
  const org = await openSample(kernel)
  for (const release of releases) {
    const { version, without } = release
    const known = await findReleaseOf(org, product, version)
    if (known !== undefined && known.release.analysed_at !== null) continue
    const found = known ?? (await makeRelease(org, kernel, release))
    await readRelease(org, kernel, { found, bytes: packSample(without) ?? new Uint8Array() })
  }
  const found = await findReleaseOf(org, product, 'current')
  if (found === undefined) throw new Error('the sample has no release')
  const now = kernel.now()
  await holdSittings({ org, product: found.product, now })
  await decideSome(org, now)
  await holdDrills({ org, product: found.product, now })
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
      ledger_origin: ledgerOrigin(kernel.settings.publicUrl, { id, slug: sampleSlug }),
      is_sample: 1,
      created_at: kernel.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const org = await kernel.openOrg(id)
  if (org === undefined) throw new Error('the sample organisation was not made')
  return org
}

type NewSample = (typeof releases)[number]

async function makeRelease(org: OrgScope, kernel: Kernel, wish: NewSample): Promise<FoundRelease> {
  const now = daysBefore(kernel.now(), wish.madeDaysAgo)
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
  if (wish.releasedDaysAgo === undefined) return found
  const releasedAt = daysBefore(kernel.now(), wish.releasedDaysAgo)
  await org.change(async (change) => changeRelease(org, change, { ...found, wish: { releasedAt }, author }))
  return found
}

async function writeFacts(
  org: OrgScope,
  change: Change,
  { id, now }: { readonly id: string; readonly now: string },
): Promise<void> {
  const profile = layDownScope(sampleProfile)
  const text = formatProfile(profile)
  await writeProductFile(org, change, { product: id, place: 'tracked', path: 'product.yaml', text, now })
  for (const event of profileEvents(profile, personActor(sampleActor))) change.record(event)
}

/** As the wizard would: each answer brings its facts. */
function layDownScope(profile: ProductProfile): ProductProfile {
  return Object.entries(sampleScope).reduce((told, [question, answer]) => {
    const read = parseAnswer({ question, answer, by: sampleActor, at: '2026-01-01T00:00:00Z' })
    if (!read.ok) throw new Error(`an answer of the sample: ${question}: ${read.error.message}`)
    return layDownAnswer(told, read.value)
  }, profile)
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
      data: { feddbDir: '', reviewPolicy: '', maxAgeDays: kernel.settings.maxAgeDays, now: Date.parse(now) },
    },
    { onStep: () => undefined, signal: new AbortController().signal },
  )
  await org.change(async (change) => saveAnalysis(org, change, { found, uploads: [upload], output, now }))
}
