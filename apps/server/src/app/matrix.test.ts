/** Every route of the table × every role × every tenant: who gets through, and that foreign and missing look the same. */
import { permissionsOf, type Role, roles, routes, type RouteShape } from '@occtet/contract/api'
import { expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { AnyHandlers } from '../kernel/bind.ts'
import { createTestServer, type TestCaller, type TestServer, testNow } from '../testing/server.ts'
import { sampleRequest } from '../testing/sample.ts'
import { toInstant } from '../kernel/time.ts'

const all: readonly (readonly [string, RouteShape])[] = Object.entries(routes)
const reached: AnyHandlers = Object.fromEntries(
  all.map(([id]) => [
    id,
    async () =>
      await Promise.resolve({ kind: 'refused' as const, status: 418, code: 'REACHED', message: '' }),
  ]),
)

type Verdict = 'in' | 401 | 403 | 404

interface Who {
  readonly name: string
  readonly caller: TestCaller
  readonly role?: Role
  readonly kind: 'person' | 'bare token' | 'nobody' | 'outsider'
}

/** `in`: past the door and past the schemas, with a query and a body that fit: the handler has it. */
async function ask(
  who: Who,
  route: RouteShape,
  values: Readonly<Record<string, string>>,
): Promise<{ verdict: Verdict; text: string }> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'x')
  const { query, body } = sampleRequest(route)
  const response = await who.caller.send(route.method, path + query, body)
  const text = await response.text()
  const code =
    response.headers.get('content-type')?.includes('problem') === true
      ? (JSON.parse(text) as { code: string }).code
      : ''
  const isStopped = [401, 403, 404].includes(response.status) && code !== 'REACHED'
  expect([path, code]).not.toEqual([path, expect.stringMatching(/^(?:BODY|QUERY)_INVALID$|^MEDIA_/)])
  return { verdict: isStopped ? (response.status as Verdict) : 'in', text: `${response.status} ${text}` }
}

function expected(
  who: Who,
  { access, path }: RouteShape,
  tenant: 'own' | 'other' | 'missing',
  product: string,
): Verdict {
  switch (access.kind) {
    case 'public':
      return 'in'
    case 'account':
      return who.kind === 'person' || who.kind === 'outsider' ? 'in' : 401
    case 'token':
      return who.kind === 'bare token' ? 403 : 401
    case 'organisation': {
      if (who.kind === 'nobody') return 401
      if (tenant !== 'own' || who.kind === 'outsider') return 404
      if (who.kind === 'bare token') return 403
      const role = who.role!
      const hasProduct = path.includes(':product')
      if (role === 'guest' && hasProduct && product !== 'shown') return 404
      if (!permissionsOf[role].includes(access.permission)) return 403
      return role === 'guest' && !hasProduct && access.isNarrowed !== true ? 403 : 'in'
    }
    default:
      return access satisfies never
  }
}

async function everybody(server: TestServer): Promise<readonly Who[]> {
  const members = roles.map((role) => ({
    name: role,
    caller: server.as(role),
    role,
    kind: 'person' as const,
  }))
  const bare = await server.token({ scopes: [] })
  return [
    ...members,
    { name: 'owner of another', caller: server.stranger, kind: 'outsider' },
    { name: 'token without scope', caller: bare, kind: 'bare token' },
    { name: 'nobody', caller: server.nobody, kind: 'nobody' },
  ]
}

it('answers every route of the table', async () => {
  const { handlers } = await import('./wire.ts')
  expect(all.map(([id]) => id).filter((id) => handlers[id] === undefined)).toEqual([])
})

describeStores('the matrix of routes', (stores) => {
  it('lets each role through where the table says so, and nowhere else', async () => {
    const server = await createTestServer({ store: await stores.open(), handlers: reached })
    let cells = 0
    const wrong: string[] = []
    for (const who of await everybody(server)) {
      for (const entry of all) {
        const found = await askEverywhere(who, entry)
        cells += found.cells
        wrong.push(...found.wrong)
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(all.length * roles.length)
    console.log(`${all.length} routes, ${cells} cells`)
  }, 240_000)

  it('closes every door to an auditor on the day that access ends', async () => {
    const server = await createTestServer({ store: await stores.open(), handlers: reached })
    await server.kernel.db
      .updateTable('member')
      .set({ ends_at: toInstant(testNow) })
      .where('account_id', '=', server.accountOf('auditor'))
      .execute()
    const who: Who = { name: 'late auditor', caller: server.as('auditor'), kind: 'outsider' }
    for (const [id, route] of all) {
      if (route.access.kind !== 'organisation') continue
      const late = await ask(who, route, { org: 'alpha', product: 'shown' })
      expect([id, late.text]).toEqual([
        id,
        (await ask(who, route, { org: 'nowhere', product: 'shown' })).text,
      ])
    }
  }, 120_000)

  it('gives a token its own organisation and scopes, nothing of another one', async () => {
    const server = await createTestServer({ store: await stores.open(), handlers: reached })
    const caller = await server.token({ scopes: ['read'], product: 'shown' })
    const who: Who = { name: 'token', caller, kind: 'bare token' }
    for (const [id, route] of all) {
      const { access } = route
      if (access.kind !== 'organisation' && access.kind !== 'token') continue
      const isBound = route.path.includes(':product') || access.isNarrowed === true
      const want = access.permission === 'read' && isBound ? 'in' : 403
      expect([id, (await ask(who, route, { org: 'alpha', product: 'shown' })).verdict]).toEqual([id, want])
      if (route.path.includes(':product')) {
        expect([id, (await ask(who, route, { org: 'alpha', product: 'hidden' })).verdict]).toEqual([id, 404])
      }
      if (access.kind === 'token') continue
      expect([id, (await ask(who, route, { org: 'beta', product: 'shown' })).verdict]).toEqual([id, 404])
    }
  }, 120_000)

  it('cannot tell an id of another tenant from one that does not exist', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const foreign = await addForeign(server)
    const owner: Who = { name: 'owner', caller: server.as('owner'), role: 'owner', kind: 'person' }
    let compared = 0
    for (const [id, route] of all) {
      const names = [...route.path.matchAll(/:(\w+)/g)]
        .map(([, name]) => name!)
        .filter((name) => name !== 'org')
      if (names.length === 0 || route.answer.kind === 'events') continue
      const org = route.access.kind === 'public' ? 'beta' : 'alpha'
      const theirs = await ask(owner, route, { ...foreign, org })
      const gone = Object.fromEntries(names.map((name) => [name, missingLike(foreign[name] ?? 'x')]))
      const missing = await ask(owner, route, {
        ...gone,
        org: route.access.kind === 'public' ? 'nowhere' : org,
      })
      compared++
      expect([id, theirs.text]).toEqual([id, missing.text])
    }
    expect(compared).toBeGreaterThan(20)
  }, 120_000)
})

/** One route as one caller: own organisation, another one, none. */
async function askEverywhere(
  who: Who,
  [id, route]: readonly [string, RouteShape],
): Promise<{ readonly cells: number; readonly wrong: readonly string[] }> {
  const wrong: string[] = []
  const products = route.path.includes(':product') ? ['shown', 'hidden'] : ['shown']
  for (const product of products) {
    const { verdict } = await ask(who, route, { org: 'alpha', product })
    const want = expected(who, route, who.kind === 'outsider' ? 'other' : 'own', product)
    if (verdict !== want) wrong.push(`${id} ${who.name} ${product}: ${verdict}, not ${want}`)
  }
  if (route.access.kind !== 'organisation') return { cells: products.length, wrong }
  const org = who.kind === 'outsider' ? 'alpha' : 'beta'
  const other = await ask(who, route, { org, product: 'shown' })
  const missing = await ask(who, route, { org: 'nowhere', product: 'shown' })
  if (other.verdict !== expected(who, route, 'other', 'shown')) {
    wrong.push(`${id} ${who.name} in another tenant: ${other.verdict}`)
  }
  if (other.text !== missing.text) wrong.push(`${id} ${who.name}: foreign differs from missing`)
  return { cells: products.length + 2, wrong }
}

/** Of the same form, so that only its being there could make a difference. */
function missingLike(value: string): string {
  return value.slice(0, -1) + (value.endsWith('0') ? '1' : '0')
}

/** Things of `beta`, by the names that paths give them. */
async function addForeign(server: TestServer): Promise<Readonly<Record<string, string>>> {
  const { db } = server.kernel
  const created_at = server.kernel.now()
  const org_id = server.beta.id
  await db
    .insertInto('product')
    .values({ org_id, id: 'p-beta', slug: 'secret-product', name: 'Secret', created_at, archived_at: null })
    .execute()
  await db
    .insertInto('api_token')
    .values({
      org_id,
      id: 'token-of-beta',
      hash: 'h',
      hint: 'occtet_x',
      name: 'theirs',
      scopes: '[]',
      product: null,
      created_by: 'account-stranger',
      created_at,
      expires_at: null,
      used_at: null,
      revoked_at: null,
    })
    .execute()
  const job = await server.beta.change(async (change) => change.enqueue({ kind: 'nothing', input: null }))
  return {
    product: 'secret-product',
    release: '1.0',
    member: 'account-stranger',
    token: 'token-of-beta',
    job: job.value,
  }
}
