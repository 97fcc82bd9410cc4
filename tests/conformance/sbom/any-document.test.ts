/** Any document of the model, with any text in any member, is written as what the official schema of the format accepts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type BomSyntax,
  encodeBom,
  validateSbom,
  versionsOfSyntax,
} from '../../../packages/toolkit/src/sbom/index.ts'
import { wildBom } from '../../../packages/toolkit/src/sbom/testing/wild-documents.ts'

/** Tag-value has no schema. */
const syntaxes: readonly BomSyntax[] = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json', 'spdx3-json']

const targets = syntaxes.flatMap((syntax) => versionsOfSyntax(syntax).map((version) => ({ syntax, version })))

test.each(targets)('any document as $syntax $version is valid', { timeout: 300_000 }, async (target) => {
  await fc.assert(
    fc.asyncProperty(wildBom, async (document) => {
      const { schema, violations } = await validateSbom(
        encodeBom(document, target.syntax, target.version).text,
      )
      expect(schema).toBeDefined()
      expect(violations.filter(({ code }) => code !== 'CONTENT')).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test.each(['1.4', '1.5', '1.6', '1.7'])(
  'what XML %s lets be one reference is told apart',
  async (version) => {
    const [first] = fc.sample(wildBom, { numRuns: 1, seed: 1 })
    if (first === undefined) throw new Error('no document was made')
    const refs = ['\ud800', '\ud801', '\ufffd', '']
    const [model] = fc.sample(
      wildBom.filter(({ elements }) => elements.length > 0),
      { numRuns: 1, seed: 1 },
    )
    const [element] = model?.elements ?? []
    if (element === undefined) throw new Error('no element was made')
    const document = { ...first, vulnerabilities: [], elements: refs.map((ref) => ({ ...element, ref })) }
    const { text } = encodeBom(document, 'cyclonedx-xml', version)
    expect((await validateSbom(text)).violations).toEqual([])
  },
)
