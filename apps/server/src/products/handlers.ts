/** Products and releases over HTTP. */
import type { productRoutes } from '@occtet/contract/api'
import { toActor } from '../kernel/actor.ts'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Handlers } from '../kernel/model.ts'
import { changeProduct, changeRelease, createProduct, createRelease, reservedVersion } from './create.ts'
import { currentName, findProduct, findReleaseOf } from './find.ts'
import { listProducts, listReleases } from './list.ts'
import { badCursor, missing } from './refuse.ts'
import { viewProduct, viewProducts, viewRelease, viewReleases } from './view.ts'

export const productHandlers: Handlers<typeof productRoutes> = {
  'products.list': async ({ org, query, caller }) => {
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string', 'string'])
    if (after?.ok === false) return badCursor
    const limit = readLimit(query.limit)
    const found = await listProducts(org, {
      q: query.q,
      isArchived: query.archived === 'yes',
      products: caller.products,
      after: after?.value,
      limit: limit + 1,
    })
    const page = toPage(found, limit, ({ name, slug }) => [name, slug])
    return { kind: 'value', value: { ...page, rows: [...(await viewProducts(org, page.rows))] } }
  },
  'products.create': async ({ org, body, caller, now }) => {
    // The only thing that a first release can fail on: refused before the product is made.
    if (body.version === currentName) return reservedVersion
    const author = { actor: toActor(caller), now }
    const done = await org.change(async (change) => {
      const product = await createProduct(org, change, { name: body.name, slug: body.slug, author })
      if (!product.ok || body.version === undefined) return product
      const { version } = body
      const release = await createRelease(org, change, { product: product.value, version, author })
      return release.ok ? product : release
    })
    if (!done.value.ok) return done.value.error
    const product = await viewProduct(org, done.value.value)
    return { kind: 'value', value: { product, recorded: await done.recorded() } }
  },
  'products.show': async ({ org, params }) => {
    const product = await findProduct(org, params.product)
    return product === undefined ? missing : { kind: 'value', value: await viewProduct(org, product) }
  },
  'products.change': async ({ org, params, body, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const done = await org.change(async (change) => changeProduct(org, change, { product, wish: body, now }))
    const after = (await findProduct(org, params.product)) ?? product
    return {
      kind: 'value',
      value: { product: await viewProduct(org, after), recorded: await done.recorded() },
    }
  },
  'releases.list': async ({ org, params, query }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string', 'string'])
    if (after?.ok === false) return badCursor
    const limit = readLimit(query.limit)
    const found = await listReleases(org, product, { after: after?.value, limit: limit + 1 })
    const page = toPage(found, limit, ({ created_at, id }) => [created_at, id])
    return { kind: 'value', value: { ...page, rows: [...(await viewReleases(org, page.rows))] } }
  },
  'releases.create': async ({ org, params, body, caller, now }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return missing
    const author = { actor: toActor(caller), now }
    const done = await org.change(async (change) => createRelease(org, change, { ...body, product, author }))
    if (!done.value.ok) return done.value.error
    const release = await viewRelease(org, done.value.value)
    return { kind: 'value', value: { release, recorded: await done.recorded() } }
  },
  'releases.show': async ({ org, params }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    return found === undefined ? missing : { kind: 'value', value: await viewRelease(org, found.release) }
  },
  'releases.change': async ({ org, params, body, caller, now }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const author = { actor: toActor(caller), now }
    const done = await org.change(async (change) =>
      changeRelease(org, change, { ...found, wish: body, author }),
    )
    const after = await findReleaseOf(org, params.product, found.release.version)
    const release = await viewRelease(org, after?.release ?? found.release)
    return { kind: 'value', value: { release, recorded: await done.recorded() } }
  },
}
