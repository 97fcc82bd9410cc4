/** Every valid CycloneDX document of the suite, decoded and written again in every version and both syntaxes. */
import { expect, test } from 'vitest'
import { cycloneDxJsonCodec } from '../../../packages/toolkit/src/sbom/cyclonedx/document/json-codec.ts'
import { cycloneDxXmlCodec } from '../../../packages/toolkit/src/sbom/cyclonedx/document/xml-codec.ts'
import { type BomDocument, validateSbom } from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared } from '../../shared.ts'
import { readVector, validRows } from './cyclonedx-vectors.ts'

const codecs = [cycloneDxJsonCodec, cycloneDxXmlCodec]
const targets = codecs.flatMap((codec) =>
  codec.versions.map((version) => ({ codec, syntax: codec.syntax, version })),
)

function decode(text: string, file: string): BomDocument {
  const codec = text.trimStart().startsWith('<') ? cycloneDxXmlCodec : cycloneDxJsonCodec
  const decoded = codec.decode(text, file)
  if (!decoded.ok) throw new Error(`${file}: ${decoded.error.message}`)
  return decoded.value.document
}

describeShared('CycloneDX codecs', () => {
  test.each(targets)('what is written as $syntax $version is valid', async ({ codec, version }) => {
    const rows = [...validRows('json'), ...validRows('xml')]
    expect(rows.length).toBe(298)
    for (const { file } of rows) {
      const { text } = codec.encode(decode(readVector(file), file), version)
      const { violations } = await validateSbom(text)
      expect({ file, violations }).toEqual({ file, violations: [] })
    }
  })

  test.each(codecs)('what the model holds comes back from 1.7 as it went in: $syntax', (codec) => {
    for (const { file } of [...validRows('json'), ...validRows('xml')]) {
      const original = decode(readVector(file), file)
      const { text, losses } = codec.encode(original, '1.7')
      const { specVersion: _version, ...document } = original
      const { specVersion: _other, ...second } = decode(text, file)
      const isSame = losses.every(({ kind }) => kind === 'moved')
      if (isSame) expect({ file, document: second }).toEqual({ file, document })
      else expect(losses.length).toBeGreaterThan(0)
    }
  })
})
