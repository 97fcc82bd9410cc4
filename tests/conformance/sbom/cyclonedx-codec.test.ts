/** Every valid CycloneDX document of the suite, decoded and written again in every version. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cycloneDxJsonCodec } from '../../../packages/toolkit/src/sbom/cyclonedx/document/json-codec.ts'
import { validateSbom } from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Row {
  readonly file: string
  readonly format: string
  readonly valid: boolean
}

function readRows(format: string): readonly Row[] {
  const rows = JSON.parse(readFileSync(sharedPath('vectors/cyclonedx/index.json'), 'utf8')) as Row[]
  return rows.filter((row) => row.format === format && row.valid)
}

function decode(file: string): ReturnType<typeof cycloneDxJsonCodec.decode> {
  return cycloneDxJsonCodec.decode(readFileSync(sharedPath(`vectors/cyclonedx/${file}`), 'utf8'), file)
}

describeShared('CycloneDX JSON codec', () => {
  test.each(cycloneDxJsonCodec.versions)('what is written as %s is valid', async (version) => {
    const rows = readRows('json')
    expect(rows.length).toBe(141)
    for (const { file } of rows) {
      const decoded = decode(file)
      if (!decoded.ok) throw new Error(`${file}: ${decoded.error.message}`)
      const { text } = cycloneDxJsonCodec.encode(decoded.value.document, version)
      const { violations } = await validateSbom(text)
      expect({ file, violations }).toEqual({ file, violations: [] })
    }
  })

  test('what the model holds comes back from 1.7 as it went in', () => {
    for (const { file } of readRows('json')) {
      const decoded = decode(file)
      if (!decoded.ok) throw new Error(`${file}: ${decoded.error.message}`)
      const { specVersion: _version, ...document } = decoded.value.document
      const { text } = cycloneDxJsonCodec.encode(decoded.value.document, '1.7')
      const again = cycloneDxJsonCodec.decode(text, file)
      if (!again.ok) throw new Error(`${file}: ${again.error.message}`)
      const { specVersion: _other, ...second } = again.value.document
      expect({ file, document: second }).toEqual({ file, document })
    }
  })
})
