/** Queries are compiled, not run: the guard decides before a database is asked. */
import fc from 'fast-check'
import {
  DummyDriver,
  type JoinBuilder,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { describe, expect, test } from 'vitest'
import type { ProductRow } from './tables/products.ts'
import type { Tables } from './tables/index.ts'
import { tenantGuard } from './tenant-guard.ts'

const us = 'org-us'
const them = 'org-them'

const open = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})
const db = open.withPlugin(tenantGuard(us))

interface Compilable {
  readonly compile: () => unknown
}

const proven: Readonly<Record<string, () => Compilable>> = {
  'a condition': () => db.selectFrom('product').selectAll().where('org_id', '=', us),
  'its own organisation': () => db.selectFrom('org').selectAll().where('id', '=', us),
  'a condition with a table': () => db.selectFrom('product as p').selectAll().where('p.org_id', '=', us),
  'a conjunct among others': () =>
    db
      .selectFrom('finding')
      .selectAll()
      .where((of) =>
        of.and([of('state', '=', 'open'), of.and([of('org_id', '=', us), of('level', '=', 'x')])]),
      ),
  'a join on the same organisation': () =>
    db
      .selectFrom('finding')
      .innerJoin('product', (join) =>
        join.onRef('product.org_id', '=', 'finding.org_id').onRef('product.id', '=', 'finding.product_id'),
      )
      .select('finding.key')
      .where('product.org_id', '=', us),
  'a left join that is proven on its own': () =>
    db
      .selectFrom('product')
      .leftJoin('release', (join) =>
        join.onRef('release.org_id', '=', 'product.org_id').onRef('release.product_id', '=', 'product.id'),
      )
      .select('product.id')
      .where('product.org_id', '=', us),
  'a chain of joins': () =>
    db
      .selectFrom('product')
      .innerJoin('release', 'release.org_id', 'product.org_id')
      .innerJoin('component', 'component.org_id', 'release.org_id')
      .select('product.id')
      .where('component.org_id', '=', us),
  'a subquery that stands on the outer one': () =>
    db
      .selectFrom('product')
      .select((of) => [
        'product.id',
        of
          .selectFrom('finding')
          .select((inner) => inner.fn.countAll<number>().as('n'))
          .whereRef('finding.org_id', '=', 'product.org_id')
          .as('n'),
      ])
      .where('product.org_id', '=', us),
  'a table expression': () =>
    db
      .with('mine', (of) => of.selectFrom('product').selectAll().where('org_id', '=', us))
      .selectFrom('mine')
      .selectAll(),
  'a recursive one': () =>
    db
      .withRecursive('reach', (of) =>
        of
          .selectFrom('component_edge')
          .select('child')
          .where('org_id', '=', us)
          .unionAll((all) =>
            all
              .selectFrom('component_edge')
              .innerJoin(
                'reach' as 'release_summary',
                'reach.child' as 'org_id',
                'component_edge.parent' as 'org_id',
              )
              .select('component_edge.child')
              .where('component_edge.org_id', '=', us),
          ),
      )
      .selectFrom('reach')
      .selectAll(),
  'people by name': () =>
    db
      .selectFrom('member')
      .innerJoin('account', 'account.id', 'member.account_id')
      .select('account.name')
      .where('member.org_id', '=', us),
  'an update': () => db.updateTable('product').set({ name: 'x' }).where('org_id', '=', us),
  'a delete': () => db.deleteFrom('product').where('org_id', '=', us),
  'an insert': () => db.insertInto('blob').values({ ...blob, org_id: us }),
  'an insert that changes what is there': () =>
    db
      .insertInto('blob')
      .values({ ...blob, org_id: us })
      .onConflict((conflict) => conflict.columns(['org_id', 'digest']).doUpdateSet({ created_at: 'y' })),
  'raw expressions': () =>
    db
      .selectFrom('product')
      .select(sql<number>`count(*) filter (where slug > ${'x'})`.as('n'))
      .where('org_id', '=', us),
}

const blob = { digest: 'd', bytes: new Uint8Array(), created_at: 'x' }

const refused: Readonly<Record<string, () => Compilable>> = {
  'no condition': () => db.selectFrom('product').selectAll(),
  'every organisation': () => db.selectFrom('org').selectAll(),
  'another organisation': () => db.selectFrom('product').selectAll().where('org_id', '=', them),
  'not this one': () => db.selectFrom('product').selectAll().where('org_id', '!=', us),
  'a condition on something else': () => db.selectFrom('product').selectAll().where('id', '=', us),
  'one of two': () =>
    db
      .selectFrom('product')
      .selectAll()
      .where((of) => of.or([of('org_id', '=', us), of('slug', '=', 'x')])),
  'a negation': () =>
    db
      .selectFrom('product')
      .selectAll()
      .where((of) => of.not(of('org_id', '=', us))),
  'a join on something else': () =>
    db
      .selectFrom('finding')
      .innerJoin('product', 'product.id', 'finding.product_id')
      .select('finding.key')
      .where('finding.org_id', '=', us),
  'a condition of a left join on its other side': () =>
    db
      .selectFrom('product')
      .leftJoin('release', (join) =>
        join
          .onRef('release.org_id', '=', 'product.org_id')
          .on('product.org_id', '=', us)
          .on('release.org_id', '=', us),
      )
      .select('product.id'),
  'a full join': () =>
    db
      .selectFrom('product')
      .fullJoin('release', 'release.org_id', 'product.org_id')
      .select('product.id')
      .where('product.org_id', '=', us),
  'a subquery': () =>
    db
      .selectFrom('product')
      .select('id')
      .where('org_id', '=', us)
      .where('id', 'in', (of) => of.selectFrom('release').select('product_id')),
  'a subquery that hides the outer table': () =>
    db
      .selectFrom('product')
      .select('product.id')
      .where('product.org_id', '=', us)
      .where((of) =>
        of.exists(
          of.selectFrom('product').select('product.id').whereRef('product.org_id', '=', 'product.org_id'),
        ),
      ),
  'a subquery in from': () =>
    db
      .selectFrom((of) => of.selectFrom('product').selectAll().as('all'))
      .selectAll()
      .where('all.org_id', '=', us),
  'a table expression': () =>
    db
      .with('all', (of) => of.selectFrom('product').selectAll())
      .selectFrom('all')
      .selectAll()
      .where('all.org_id', '=', us),
  'a name that is a table expression elsewhere': () =>
    db
      .selectFrom('release')
      .select('id')
      .where('org_id', '=', us)
      .where('id', 'in', (of) =>
        of
          .selectFrom('component')
          .select('release_id')
          .where('org_id', '=', us)
          .union(of.selectFrom('upload').select('release_id')),
      ),
  'a union': () =>
    db
      .selectFrom('product')
      .select('id')
      .where('org_id', '=', us)
      .union((of) => of.selectFrom('product').select('id')),
  'an update': () => db.updateTable('product').set({ name: 'x' }).where('id', '=', 'p'),
  'a row that is given away': () => db.updateTable('product').set({ org_id: them }).where('org_id', '=', us),
  'a delete': () => db.deleteFrom('product').where('id', '=', 'p'),
  'a returning clause': () =>
    db
      .deleteFrom('product')
      .where('org_id', '=', us)
      .returning((of) => of.selectFrom('product').select('id').limit(1).as('x')),
  'an insert for another': () => db.insertInto('blob').values({ ...blob, org_id: them }),
  'one row of many for another': () =>
    db.insertInto('blob').values([
      { ...blob, org_id: us },
      { ...blob, org_id: them },
    ]),
  'an insert without it': () => db.insertInto('blob').values(blob as typeof blob & { org_id: string }),
  'an insert from a query': () =>
    db
      .insertInto('blob')
      .columns(['org_id', 'digest'])
      .expression((of) => of.selectFrom('blob').select(['org_id', 'digest']).where('org_id', '=', us)),
  'a conflict with a row of another': () =>
    db
      .insertInto('blob')
      .values({ ...blob, org_id: us })
      .onConflict((conflict) => conflict.column('digest').doUpdateSet({ created_at: 'y' })),
  'sessions of people': () => db.selectFrom('session').selectAll(),
  'a new organisation': () =>
    db
      .insertInto('org')
      .values({ id: us, slug: 'x', name: 'x', ledger_origin: null, is_sample: 0, created_at: 'x' }),
  'raw SQL': () => ({ compile: () => sql`select * from product`.compile(db) }),
  'a raw subquery': () =>
    db
      .selectFrom('product')
      .select(sql<number>`(select count(*) from ${sql.table('finding')})`.as('n'))
      .where('org_id', '=', us),
  'a change of tables': () => db.schema.dropTable('product'),
}

describe('the tenant guard', () => {
  test.each(Object.keys(proven))('lets pass: %s', (name) => {
    expect(() => proven[name]?.().compile()).not.toThrow()
  })

  test.each(Object.keys(refused))('refuses: %s', (name) => {
    expect(() => refused[name]?.().compile()).toThrow(
      expect.objectContaining({ code: 'TENANT_CONDITION_MISSING' }),
    )
  })

  /** Tables joined in a chain or not, nested or not, each with or without its condition: passes exactly if all have it. */
  test('of random queries passes those alone in which every table is bound', () => {
    const table = fc.record({
      name: fc.constantFrom('product', 'release', 'finding', 'component', 'upload'),
      bound: fc.constantFrom('where', 'on-value', 'on-ref', 'in-or', 'nothing'),
      join: fc.constantFrom('inner', 'left', 'cross'),
    })
    const level = fc.array(table, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 3 }), (levels) => {
        const run = (): unknown => build(levels).compile()
        if (levels.every(isBound)) expect(run).not.toThrow()
        else expect(run).toThrow(expect.objectContaining({ code: 'TENANT_CONDITION_MISSING' }))
      }),
      { numRuns: 500 },
    )
  })
})

interface RandomTable {
  readonly name: string
  readonly bound: string
  readonly join: string
}

/** What the tables of one level prove, by the guard's own rules, told another way. */
function isBound(tables: readonly RandomTable[]): boolean {
  const states = tables.map(
    ({ bound, join }, at) => bound === 'where' || (at > 0 && join !== 'cross' && bound === 'on-value'),
  )
  // Equality with a neighbour carries proof to it, and through an inner join back.
  for (let round = 0; round < tables.length; round++) {
    tables.forEach(({ bound, join }, at) => {
      if (at === 0 || bound !== 'on-ref' || join === 'cross') return
      if (states[at - 1] === true) states[at] = true
      if (join === 'inner' && states[at] === true) states[at - 1] = true
    })
  }
  return states.every(Boolean)
}

type ReferenceJoin = JoinBuilder<Tables & { t0: ProductRow }, 't0'>

/** The builder's types depend on the tables, which are random here: everything is a `product` to it. */
function build(levels: readonly (readonly RandomTable[])[]): Compilable {
  const [tables = [], ...inner] = levels
  const name = (at: number): 'product as t0' => `${tables[at]?.name} as t${at}` as 'product as t0'
  const column = (at: number, of = 'org_id'): 't0.org_id' => `t${at}.${of}` as 't0.org_id'
  let query = db.selectFrom(name(0)).select('t0.org_id')
  tables.forEach(({ bound, join }, at) => {
    if (at > 0 && join === 'cross') query = query.crossJoin(name(at))
    else if (at > 0) {
      const part = bound === 'on-ref' ? 'org_id' : 'id'
      const bind = (on: ReferenceJoin): ReferenceJoin =>
        bound === 'on-value'
          ? on.on(column(at), '=', us)
          : on.onRef(column(at, part), '=', column(at - 1, part))
      query =
        join === 'left' ? (query.leftJoin(name(at), bind) as typeof query) : query.innerJoin(name(at), bind)
    }
    if (bound === 'where') query = query.where(column(at), '=', us)
    if (bound === 'in-or') {
      query = query.where((of) => of.or([of(column(at), '=', us), of(column(at, 'id'), '=', 'x')]))
    }
  })
  return inner.length === 0 ? query : query.where('t0.id', 'in', build(inner) as typeof query)
}
