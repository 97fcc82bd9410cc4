/** The SPDX codecs against every published and every real document: what is read is written, valid, and read again. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type BomCodec,
  type BomDocument,
  decodeSbom,
  spdx3JsonCodec,
  spdxJsonCodec,
  spdxTagValueCodec,
  validateSbom,
} from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

/** Filed as SPDX JSON, but a list of packages. */
const notSpdx = 'bom-shelter/maubot-spdx.json'

function readText(path: string): string {
  const decoded = decodeSbom(readFileSync(sharedPath(path)))
  if (!decoded.ok) throw new Error(`${path} is neither UTF-8 nor UTF-16`)
  return decoded.value
}

function listVectors(isWanted: (file: string, spec: string) => boolean): readonly string[] {
  const rows = JSON.parse(readFileSync(sharedPath('vectors/spdx/index.json'), 'utf8')) as {
    file: string
    spec: string
    valid: boolean
  }[]
  return rows
    .filter(({ file, spec, valid }) => valid && isWanted(file, spec))
    .map(({ file }) => `vectors/spdx/${file}`)
}

function listReal(folder: string, isWanted: (file: string) => boolean): readonly string[] {
  const start = `data/inventories/sboms/${folder}`
  const files = readdirSync(sharedPath(start), { recursive: true }).map(String)
  return files
    .filter((file) => isWanted(file) && file !== notSpdx)
    .sort()
    .map((file) => `${start}/${file}`)
}

function decode(codec: BomCodec, text: string, path: string): BomDocument {
  const decoded = codec.decode(text, path)
  if (!decoded.ok) throw new Error(`${path}: ${decoded.error.message}`)
  return decoded.value.document
}

/** What is wrong with a document in one version of a codec; empty when nothing is. */
async function findProblems(codec: BomCodec, path: string, version: string): Promise<readonly object[]> {
  const document = decode(codec, readText(path), path)
  const { text, losses } = codec.encode(document, version)
  const { violations } = await validateSbom(text)
  const again = decode(codec, text, path)
  const second = codec.encode(again, version)
  const isSame = JSON.stringify(again) === JSON.stringify(decode(codec, second.text, path))
  const isKept =
    document.specVersion !== version || losses.length > 0 || deepEquals({ ...again }, { ...document })
  return [
    ...violations
      .filter(({ code }) => code !== 'CONTENT')
      .slice(0, 2)
      .map((violation) => ({ path, version, violation })),
    ...(second.text === text && isSame ? [] : [{ path, version, problem: 'not a fixed point' }]),
    ...(isKept ? [] : [{ path, version, problem: 'changed, and no loss says so' }]),
  ]
}

function deepEquals(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

describeShared('SPDX 2 JSON', () => {
  const vectors = (): readonly string[] =>
    listVectors((file, spec) => file.endsWith('.json') && spec.startsWith('2.'))
  const real = (): readonly string[] => listReal('spdx', (file) => file.endsWith('.json'))

  test('every document is written valid in both versions, and reading that changes nothing', async () => {
    const paths = [...vectors(), ...real()]
    expect(paths.length).toBe(56)
    const problems = await Promise.all(
      paths.flatMap((path) =>
        spdxJsonCodec.versions.map((version) => findProblems(spdxJsonCodec, path, version)),
      ),
    )
    expect(problems.flat()).toEqual([])
  }, 120_000)

  test('of the valid documents nothing is lost at all, in their own version', () => {
    const losses = vectors().flatMap((path): readonly object[] => {
      const decoded = spdxJsonCodec.decode(readText(path), path)
      if (!decoded.ok) return [{ path, where: decoded.error.message }]
      const { document, losses: ofReading } = decoded.value
      return [...ofReading, ...spdxJsonCodec.encode(document, document.specVersion).losses].map((loss) => ({
        path,
        ...loss,
      }))
    })
    expect(losses).toEqual([])
  })
})

describeShared('SPDX 2 tag-value', () => {
  /** Cut off in the middle of a licence text. */
  const cut = 'bom-shelter/istio-source.spdx'
  const vectors = (): readonly string[] => listVectors((file) => file.endsWith('.spdx'))
  const real = (): readonly string[] => listReal('spdx', (file) => file.endsWith('.spdx') && file !== cut)

  test('reading what was written changes nothing, and both syntaxes say the same', () => {
    const paths = [...vectors(), ...real()]
    expect(paths.length).toBe(30)
    const problems = paths.flatMap((path) => {
      const document = decode(spdxTagValueCodec, readText(path), path)
      return spdxTagValueCodec.versions.flatMap((version) => {
        const { text } = spdxTagValueCodec.encode(document, version)
        const again = decode(spdxTagValueCodec, text, path)
        const json = decode(spdxJsonCodec, spdxJsonCodec.encode(document, version).text, path)
        const isFixed = spdxTagValueCodec.encode(again, version).text === text
        return isFixed && deepEquals(json, again) ? [] : [{ path, version, isFixed }]
      })
    })
    expect(problems).toEqual([])
  }, 60_000)

  test('of the valid documents nothing is lost at all, in their own version', () => {
    const losses = vectors().flatMap((path): readonly object[] => {
      const decoded = spdxTagValueCodec.decode(readText(path), path)
      if (!decoded.ok) return [{ path, where: decoded.error.message }]
      const { document, losses: ofReading, issues } = decoded.value
      const ofWriting = spdxTagValueCodec.encode(document, document.specVersion).losses
      return [...ofReading, ...ofWriting, ...issues].map((loss) => ({ path, ...loss }))
    })
    expect(losses).toEqual([])
  })

  test('a text that never ends is one error that names its line', () => {
    const decoded = spdxTagValueCodec.decode(readText(`data/inventories/sboms/spdx/${cut}`), cut)
    expect(decoded).toMatchObject({ ok: false, error: { code: 'SYNTAX_INVALID', line: 59_827 } })
  })
})

describeShared('SPDX 3.0.1', () => {
  const own = (): readonly string[] => [
    ...listVectors((_, spec) => spec === '3.0.1'),
    ...listReal('spdx3', (file) => file.endsWith('.json')),
  ]
  const others = (): readonly string[] =>
    listVectors((file, spec) => /json$|spdx$/.test(file) && spec.startsWith('2.'))

  test('every document is written valid, and reading that changes nothing', async () => {
    const paths = own()
    expect(paths.length).toBe(34)
    const problems = await Promise.all(paths.map((path) => findProblems(spdx3JsonCodec, path, '3.0.1')))
    expect(problems.flat()).toEqual([])
  }, 120_000)

  test('written from SPDX 2 it is valid and a fixed point', async () => {
    const problems: object[] = []
    for (const path of others()) {
      const document = decode(
        path.endsWith('.json') ? spdxJsonCodec : spdxTagValueCodec,
        readText(path),
        path,
      )
      const { text } = spdx3JsonCodec.encode(document, '3.0.1')
      const { violations } = await validateSbom(text)
      const again = spdx3JsonCodec.encode(decode(spdx3JsonCodec, text, path), '3.0.1').text
      const ofSchema = violations.filter(({ code }) => code !== 'CONTENT')
      if (ofSchema.length > 0 || again !== text) problems.push({ path, violations: ofSchema.slice(0, 2) })
    }
    expect(problems).toEqual([])
  }, 120_000)
})
