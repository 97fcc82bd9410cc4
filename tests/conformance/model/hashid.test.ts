/** AboutCode hashes and layouts, against results of the reference programs and paths observed in published data. */
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { bucketAmong, formatBucket } from '../../../packages/toolkit/src/model/hashid/hash.ts'
import { formatBase32, quoteMore } from '../../../packages/toolkit/src/model/hashid/path-text.ts'
import {
  foldersA,
  formatVcid,
  hashPurl,
  locatePurl,
  parsePurl,
  vcidPath,
} from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Expected = Readonly<
  Record<string, { readonly repo: string; readonly path: string } | { readonly error: string }>
>

interface Vector {
  readonly purl: string
  readonly canonical_purl: string
  readonly core_purl: string
  readonly hashid_0_2_0: { readonly path_elements: readonly (string | null)[]; readonly base_dir: string }
  readonly federated_1_0: {
    readonly purl_hash: string
    readonly purl_hash_8192: string
    readonly purl_hash_64: string
    readonly preset: Expected
    readonly live_config_fd268bd: Expected
  }
}

interface Data {
  readonly vectors: readonly Vector[]
  readonly base32_custom: readonly { readonly bytes_hex: string; readonly encoded: string }[]
  readonly vcid: readonly { readonly uuid_bytes_hex: string; readonly vcid: string; readonly path: string }[]
  readonly percent_quote_more: readonly { readonly in: string; readonly out: string }[]
  readonly observed_federated_paths: readonly {
    readonly repo: string
    readonly path: string
    readonly first_purl: string
  }[]
  readonly observed_hashid_0_2_0_paths: readonly {
    readonly path: string
    readonly type: string
    readonly namespace: string | null
    readonly name: string
  }[]
}

function readData(): Data {
  return JSON.parse(readFileSync(sharedPath('vectors/hashid.json'), 'utf8')) as Data
}

function readLiveConfig(): unknown {
  return load(readFileSync(sharedPath('vectors/aboutcode-federated-config.yml'), 'utf8'))
}

/** The reference refuses with one exception class; ours says what was missing. */
function placesOf(purl: string, expected: Expected, config?: unknown): Expected {
  const places = Object.keys(expected).map((kind): readonly [string, Expected[string]] => {
    const place = locatePurl(purl, { kind, config })
    if (place.ok) return [kind, { repo: '', ...place.value }]
    return [
      kind,
      { error: place.error.code === 'VERSION_REQUIRED' ? 'ValueError' : place.error.code },
    ] as const
  })
  return Object.fromEntries<Expected[string]>(places)
}

describeShared('AboutCode hashid', () => {
  test('core text, hashes, folders and places of every vector', () => {
    const config = readLiveConfig()
    const { vectors } = readData()
    const found = vectors.map(({ purl, federated_1_0: b }) => {
      const hash = hashPurl(purl)
      const place = locatePurl(purl, { generation: 'a' })
      return {
        purl,
        core: hash?.core,
        b: hash?.b,
        folders: foldersA(purl),
        base: place.ok ? place.value.path : place.error.code,
        preset: placesOf(purl, b.preset),
        live: placesOf(purl, b.live_config_fd268bd, config),
      }
    })
    const expected = vectors.map(({ purl, core_purl, hashid_0_2_0: a, federated_1_0: b }) => ({
      purl,
      core: core_purl,
      b: b.purl_hash,
      folders: a.path_elements.map((element) => element ?? ''),
      base: a.base_dir,
      preset: b.preset,
      live: b.live_config_fd268bd,
    }))
    expect(vectors.length).toBeGreaterThan(40)
    expect(found).toEqual(expected)
  })

  test('hashes of other numbers of folders', () => {
    const { vectors } = readData()
    const found = vectors.map(({ core_purl }) =>
      [8192, 64].map((count) => formatBucket(bucketAmong(core_purl, count))),
    )
    expect(found).toEqual(vectors.map(({ federated_1_0: b }) => [b.purl_hash_8192, b.purl_hash_64]))
  })

  test('the hash does not change when the purl was made canonical by the same library before', () => {
    const pairs = readData().vectors.map(({ canonical_purl, core_purl }) => [
      hashPurl(canonical_purl)?.core,
      core_purl,
    ])
    expect(pairs.filter(([found, expected]) => found !== expected)).toEqual([])
  })

  test('today’s canonical form hashes alike where the two spellings agree', () => {
    const differing = readData().vectors.filter(({ purl, core_purl }) => {
      const canonical = parsePurl(purl)
      return canonical.ok && hashPurl(canonical.value)?.core !== core_purl
    })
    expect(differing).toEqual([])
  })

  test('paths observed in published data', () => {
    const { observed_federated_paths: b, observed_hashid_0_2_0_paths: a } = readData()
    const foundB = b.map(({ first_purl }) => locatePurl(first_purl))
    // The published repositories hold the first run of folders only under the sizes of their configuration.
    expect(foundB.map((place) => place.ok && place.value.path)).toEqual(b.map(({ path }) => path))
    const foundA = a.map(({ type, namespace, name }) =>
      locatePurl({ type, name, ...(namespace !== null && { namespace }) }, { generation: 'a' }),
    )
    expect(foundA.map((place) => place.ok && `${place.value.path}/vulnerabilities.yml`)).toEqual(
      a.map(({ path }) => path),
    )
  })

  test('base32, ids and quoting', () => {
    const { base32_custom, vcid, percent_quote_more } = readData()
    const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
    expect(base32_custom.map(({ bytes_hex }) => formatBase32(bytes(bytes_hex)))).toEqual(
      base32_custom.map(({ encoded }) => encoded),
    )
    const ids = vcid.map(({ uuid_bytes_hex }) => formatVcid(bytes(uuid_bytes_hex)))
    expect(ids).toEqual(vcid.map((row) => row.vcid))
    expect(ids.map((id) => vcidPath(id))).toEqual(vcid.map(({ path }) => ({ ok: true, value: path })))
    expect(percent_quote_more.map((row) => quoteMore(row.in))).toEqual(
      percent_quote_more.map(({ out }) => out),
    )
  })
})
