/**
 * Every valid document of the vectors and of the real inventories, converted to every other format and back, says the
 * same apart from the losses that were listed; and every output passes the official schema.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  type BomLoss,
  type BomSyntax,
  type Conversion,
  bomSyntaxes,
  convertBom,
  decodeSbom,
  detectSyntax,
  readBom,
  validateSbom,
  versionsOfSyntax,
} from '../../../packages/toolkit/src/sbom/index.ts'
import { toDocumentPlace } from '../../../packages/toolkit/src/sbom/cyclonedx/document/places.ts'
import { bom, element } from '../../../packages/toolkit/src/sbom/testing/documents.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { findDifferences, isListed } from './compare-documents.ts'

interface Entry {
  readonly file: string
  readonly valid: boolean
}

/** Paths below the shared data. */
function listDocuments(): readonly string[] {
  const valid = (folder: string): readonly string[] => {
    const index = JSON.parse(readFileSync(sharedPath(`${folder}/index.json`), 'utf8')) as readonly Entry[]
    return index.filter((entry) => entry.valid).map(({ file }) => `${folder}/${file}`)
  }
  const real = readdirSync(sharedPath('data/inventories/sboms'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:json|xml|spdx)$/.test(path))
    .map((path) => join('data/inventories/sboms', path))
  return [...valid('vectors/cyclonedx'), ...valid('vectors/spdx'), ...real].sort()
}

/** Undefined for what is no SBOM of a format that we read (protobuf, RDF, YAML), or is not readable. */
function readText(path: string): string | undefined {
  const text = decodeSbom(readFileSync(sharedPath(path)))
  return text.ok && readBom(text.value, path).ok ? text.value : undefined
}

/** Every `every`-th, from a place that the seed of the day does not choose: the run is the same everywhere. */
const every = Number(process.env['OCCTET_CONVERT_EVERY'] ?? 7)

/** What went wrong on the way there and back; empty where nothing did. */
async function checkBothWays(path: string, text: string, to: BomSyntax): Promise<readonly string[]> {
  const there = convertBom(text, path, { to })
  if (!there.ok) return [`${path} → ${to}: ${there.error.message}`]
  const { isValid, schema, violations } = await validateSbom(there.value.text)
  const judged = schema === undefined || isValid ? [] : [`${path} → ${to}: ${violations[0]?.message ?? ''}`]
  const { syntax, version } = there.value.from
  const isWritten = versionsOfSyntax(syntax).includes(version)
  const back = convertBom(there.value.text, path, { to: syntax, ...(isWritten ? { version } : {}) })
  if (!back.ok) return [...judged, `${path} → ${to} → back: ${back.error.message}`]
  const again = readBom(back.value.text, path)
  if (!again.ok) return [...judged, `${path} → ${to} → back: ${again.error.message}`]
  const listed = [...placesOf(there.value), ...placesOf(back.value), ...again.value.losses]
  const silent = findDifferences(there.value.document, again.value.document).filter(
    (difference) => !isListed(difference, listed),
  )
  const [first] = silent
  return first === undefined
    ? judged
    : [...judged, `${path} → ${to} → back: ${silent.length} silent losses, first in ${first.path}`]
}

/** Within CycloneDX the neutral document is not in between, so that the places are those of the text. */
function placesOf({ from, to, losses }: Conversion): readonly Pick<BomLoss, 'where'>[] {
  const isWithin = from.syntax.startsWith('cyclonedx') && to.syntax.startsWith('cyclonedx')
  return isWithin ? losses.map(({ where }) => ({ where: toDocumentPlace(where) })) : losses
}

describeShared('conversion there and back', () => {
  const paths = listDocuments()

  test('there are documents of every format to convert', { timeout: 600_000 }, () => {
    const sampled = paths.filter((_, at) => at % every === 0)
    const syntaxes = new Set(
      sampled.flatMap((path) => {
        const text = decodeSbom(readFileSync(sharedPath(path)))
        return text.ok ? [detectSyntax(text.value)] : []
      }),
    )
    for (const syntax of bomSyntaxes) expect(syntaxes).toContain(syntax)
  })

  test.each(bomSyntaxes)(
    'to %s and back: the same, apart from the listed losses',
    { timeout: 600_000 },
    async (to) => {
      const wrong: string[] = []
      let converted = 0
      for (const [at, path] of paths.entries()) {
        if (at % every !== 0) continue
        const text = readText(path)
        if (text === undefined || text.length > 3_000_000) continue
        converted++
        wrong.push(...(await checkBothWays(path, text, to)))
      }
      expect(converted).toBeGreaterThan(paths.length / every / 3)
      expect(wrong).toEqual([])
    },
  )
})

test('a difference that no loss names is found', () => {
  const document = bom({ elements: [element('a', { name: 'x' })] })
  const changed = bom({ elements: [element('a', { name: 'y' })] })
  const differences = findDifferences(document, changed)
  expect(differences.map(({ path }) => path)).toEqual(['elements[].name'])
  const loss = { count: 1, kind: 'reduced', reason: '' } as const
  expect(differences.filter((one) => !isListed(one, [{ ...loss, where: 'elements[].name' }]))).toEqual([])
  expect(
    differences.filter((one) => !isListed(one, [{ ...loss, where: 'elements[].version' }])),
  ).toHaveLength(1)
})
