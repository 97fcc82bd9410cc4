import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { createTestServer } from '../testing/server.ts'
import { mergedRows } from './queue.ts'
import { addProduct, findingOf } from './testing/scene.ts'

const caller = { permissions: new Set(['read']), products: undefined } as unknown as Caller
const wish = { is: new Set<string>(), state: 'open' } as const
const read = async (org: OrgScope) => mergedRows(org, caller, { product: undefined, wish })

describeStores('the queue', ({ open }) => {
  test('that was asked for while something changed does not stay as it was', async () => {
    const { alpha } = await createTestServer({ store: await open() })
    const add = async (slug: string): Promise<void> =>
      addProduct(alpha, { slug, findings: [findingOf(`pkg:npm/${slug}@1.0.0`, 'GHSA-aaaa-bbbb-cccc')] })
    await add('kettle')
    let isChanged = false
    // Between the findings and what is made of them somebody adds a product.
    const busy: OrgScope = {
      ...alpha,
      untilChange: async (name, compute) => {
        const result = await alpha.untilChange(name, compute)
        if (!isChanged && name.startsWith('findings')) {
          isChanged = true
          await add('pot')
        }
        return result
      },
    }
    await read(busy)
    expect(isChanged).toBe(true)
    expect((await read(alpha)).map(({ name }) => name)).toEqual(['kettle', 'pot'])
  })
})
