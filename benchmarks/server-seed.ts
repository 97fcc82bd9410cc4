/** Fills a store with products that look like real ones: the sample's analysed release, many times, under other names. */
import { sql } from 'kysely'
import { makeKernel } from '../apps/server/src/app/make-kernel.ts'
import { openStore, type StorePlace } from '../apps/server/src/db/open.ts'
import type { Settings } from '../apps/server/src/kernel/model.ts'
import { openVault } from '../apps/server/src/ops/open-vault.ts'
import { sampleSlug, seedSample } from '../apps/server/src/sample/seed-sample.ts'

export interface Seeded {
  readonly products: number
  readonly components: number
  readonly findings: number
}

const ORG = 'load'
/** Products that share a package have the same finding: one row of the queue for twenty of them. */
const VARIANTS = 50
const now = '2026-11-22T12:00:00Z'
const after = {
  wakeJobs: () => undefined,
  wakeLedger: () => undefined,
  recorded: async () => await Promise.resolve({ state: 'pending' as const }),
}

/** The organisation `load` with so many products, each with at least so many components. */
export async function seedLoad(
  place: StorePlace,
  settings: Settings,
  { products, components }: { readonly products: number; readonly components: number },
): Promise<Seeded> {
  const store = await openStore(place)
  try {
    const vault = await openVault(store, place, now)
    const kernel = makeKernel({ store, settings, clock: Date.now, log: () => undefined, after, vault })
    if ((await seedSample(kernel)) === 'absent') throw new Error('the sample is missing')
    const template = await findTemplate(store.db)
    await addProducts(store.db, template, products)
    await copyRows(store.db, template, components)
    return {
      products,
      components: await count(store.db, 'component'),
      findings: await count(store.db, 'finding'),
    }
  } finally {
    await store.close()
  }
}

type Db = Awaited<ReturnType<typeof openStore>>['db']
type Template = Awaited<ReturnType<typeof findTemplate>>

async function findTemplate(db: Db) {
  return db
    .selectFrom('release')
    .innerJoin('org', 'org.id', 'release.org_id')
    .selectAll('release')
    .where('org.slug', '=', sampleSlug)
    .where('release.is_current', '=', 1)
    .executeTakeFirstOrThrow()
}

async function addProducts(db: Db, template: Template, products: number): Promise<void> {
  await db
    .insertInto('org')
    .values({ id: ORG, slug: ORG, name: 'Load', ledger_origin: null, is_sample: 0, created_at: now })
    .execute()
  await sql`insert into blob (org_id, digest, bytes, created_at)
    select ${ORG}, digest, bytes, created_at from blob where org_id = ${template.org_id}`.execute(db)
  for (let at = 0; at < products; at++) {
    const id = `p${String(at).padStart(4, '0')}`
    const product = { org_id: ORG, id, slug: id, name: `Product ${at}`, created_at: now, archived_at: null }
    await db.insertInto('product').values(product).execute()
    const release = { ...template, org_id: ORG, id: `r-${id}`, product_id: id, version: '1.0.0' }
    await db.insertInto('release').values(release).execute()
  }
}

async function count(db: Db, table: 'component' | 'finding'): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('org_id', '=', ORG)
    .executeTakeFirstOrThrow()
  return n
}

async function copyRows(
  db: Db,
  template: { readonly org_id: string; readonly id: string; readonly product_id: string },
  components: number,
): Promise<void> {
  const of = sql`org_id = ${template.org_id} and release_id = ${template.id}`
  const { rows } = await sql<{ n: number }>`select count(*) as n from component where ${of}`.execute(db)
  const own = Number(rows[0]?.n ?? 0)
  const times = Math.ceil(components / own)
  const copies = sql`(select position as n from component where ${of} and position < ${times}) copies`
  await sql`insert into component (org_id, release_id, position, purl, type, name, version, scope, is_direct, license,
      finding_count, worst, is_first_party, unknown, body)
    select ${ORG}, r.id, c.position + copies.n * ${own}, replace(c.purl, '@', '-' || copies.n || '@'), c.type,
      c.name || '-' || copies.n, c.version, c.scope, c.is_direct, c.license, c.finding_count, c.worst,
      c.is_first_party, c.unknown, c.body
    from component c, release r, ${copies}
    where c.org_id = ${template.org_id} and c.release_id = ${template.id} and r.org_id = ${ORG}`.execute(db)
  await sql`insert into component_edge (org_id, release_id, parent, child)
    select ${ORG}, r.id, case when e.parent < 0 then -1 else e.parent + copies.n * ${own} end, e.child + copies.n * ${own}
    from component_edge e, release r, ${copies}
    where e.org_id = ${template.org_id} and e.release_id = ${template.id} and r.org_id = ${ORG}`.execute(db)
  await sql`insert into release_summary (org_id, release_id, body)
    select ${ORG}, r.id, s.body from release_summary s, release r
    where s.org_id = ${template.org_id} and s.release_id = ${template.id} and r.org_id = ${ORG}`.execute(db)
  await copyFindings(db, template)
  await copyFiles(db, template)
  await sql`analyze`.execute(db)
}

async function copyFindings(
  db: Db,
  template: { readonly org_id: string; readonly id: string },
): Promise<void> {
  const columns = sql.raw(
    'key, advisory, aliases, queue_group, position, level, scope, is_direct, is_exploited, epss, fixed_in, first_seen_at, body',
  )
  const variant = sql`cast(cast(substr(r.product_id, 2) as integer) % ${sql.lit(VARIANTS)} as text)`
  await sql`insert into finding (org_id, release_id, product_id, purl, state, status, decision_id, ${columns})
    select ${ORG}, r.id, r.product_id, replace(f.purl, '@', '-' || ${variant} || '@'), 'open', null, null, ${columns}
    from finding f, release r
    where f.org_id = ${template.org_id} and f.release_id = ${template.id} and r.org_id = ${ORG}`.execute(db)
}

/** Self-assessment, decisions, plan and history, each text another one: what is parsed once per text must not look cheap. */
async function copyFiles(
  db: Db,
  template: { readonly org_id: string; readonly product_id: string },
): Promise<void> {
  const of = sql`f.org_id = ${template.org_id} and f.product_id = ${template.product_id} and p.org_id = ${ORG}`
  await sql`insert into product_file (org_id, product_id, place, path, text, version, updated_at)
    select ${ORG}, p.id, f.place, f.path, case when f.path like '%.yaml' then f.text || '# ' || p.id || ${'\n'} else f.text end, f.version, f.updated_at
    from product_file f, product p where ${of}`.execute(db)
  await sql`insert into cra_answer (org_id, product_id, question, version, digest)
    select ${ORG}, p.id, f.question, f.version, f.digest from cra_answer f, product p where ${of}`.execute(db)
}
