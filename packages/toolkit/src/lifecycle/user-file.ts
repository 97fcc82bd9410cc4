/** `.occtet/lifecycle.yaml`: products that only the user knows, and dates that the user knows better. */
import { type Result, ok } from '../base/index.ts'
import { type FileError, readBySpec, type Spec, text, texts, toJsonSchema } from '../small-files/index.ts'
import type { LifecycleCycle, LifecycleData, LifecycleIdentity, LifecycleProduct } from './model.ts'

const day: Spec = { kind: 'text', form: 'day' }

const spec: Spec = {
  kind: 'object',
  required: ['schema', 'products'],
  members: {
    schema: { kind: 'text', values: ['occtet.lifecycle/1'] },
    products: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['id', 'source', 'cycles'],
        members: {
          id: text,
          name: text,
          source: { kind: 'text', form: 'web-address' },
          packages: { kind: 'list', item: { kind: 'text', form: 'package' } },
          images: texts,
          cycles: {
            kind: 'list',
            item: {
              kind: 'object',
              required: ['cycle'],
              members: { cycle: text, released: day, supportEnds: day, securityEnds: day },
            },
          },
        },
      },
    },
  },
}

/** As the file states it; absent members were not written. */
export interface UserProduct {
  readonly id: string
  readonly name?: string
  readonly source: string
  readonly packages?: readonly string[]
  readonly images?: readonly string[]
  readonly cycles: readonly {
    readonly cycle: string
    readonly released?: string
    readonly supportEnds?: string
    readonly securityEnds?: string
  }[]
}

export function parseLifecycleFile(source: string): Result<readonly UserProduct[], FileError> {
  const read = readBySpec(source, spec)
  if (!read.ok) return read
  return ok((read.value as { readonly products: readonly UserProduct[] }).products)
}

/** JSON Schema of the file. */
export function lifecycleSchema(): Readonly<Record<string, unknown>> {
  return toJsonSchema(spec)
}

/** The user's dates win over ours, cycle by cycle; a product of theirs is added. */
export function withUserData(data: LifecycleData, users: readonly UserProduct[]): LifecycleData {
  const products = new Map(data.products.map((product) => [product.id, product]))
  const identities: LifecycleIdentity[] = [...data.identities]
  for (const user of users) {
    products.set(user.id, mergeProduct(products.get(user.id), user))
    identities.push({ product: user.id, packages: user.packages ?? [], images: user.images ?? [] })
  }
  return { ...data, products: [...products.values()], identities }
}

function mergeProduct(known: LifecycleProduct | undefined, user: UserProduct): LifecycleProduct {
  const own = user.cycles.map(
    ({ cycle, released = '', supportEnds = '', securityEnds = '' }): LifecycleCycle => [
      cycle,
      released,
      supportEnds,
      securityEnds,
    ],
  )
  const names = new Set(own.map(([cycle]) => cycle))
  const kept = known?.cycles.filter(([cycle]) => !names.has(cycle)) ?? []
  return {
    id: user.id,
    name: user.name ?? known?.name ?? user.id,
    source: user.source,
    checked: 'user',
    cycles: [...own, ...kept],
  }
}
