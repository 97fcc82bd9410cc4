/** Elements of other documents, from SPDX 2 to SPDX 3 and back, and ends that lead nowhere. */
import { expect, test } from 'vitest'
import { encodeBom } from '../convert/convert-bom.ts'
import type { BomDocument } from '../document/bom.ts'
import { readBom } from '../document/codecs.ts'
import { bom, element } from '../testing/documents.ts'
import { validateSbom } from '../validate/validate-sbom.ts'

const external = {
  id: 'DocumentRef-lib',
  uri: 'https://example.com/lib',
  hashes: [{ algorithm: 'SHA-1', value: 'a'.repeat(40) }],
}
const document: BomDocument = {
  ...bom({ elements: [element('SPDXRef-a', { name: 'a' })] }),
  externalDocuments: [external],
  relationships: [{ from: 'SPDXRef-a', type: 'dependsOn', to: ['DocumentRef-lib:SPDXRef-b'] }],
}

function read(text: string): BomDocument {
  const found = readBom(text, 'x')
  if (!found.ok) throw new Error(found.error.message)
  return found.value.document
}

test.each(['spdx-json', 'spdx-tag-value', 'spdx3-json'] as const)(
  '%s names it and finds it again',
  async (to) => {
    const { text, losses } = encodeBom(document, to, undefined)
    expect((await validateSbom(text)).violations).toEqual([])
    expect(losses.filter(({ where }) => /^(?:externalDocuments|relationships)/.test(where))).toEqual([])
    const { externalDocuments, relationships } = read(text)
    expect({ externalDocuments, relationships }).toEqual({
      externalDocuments: [external],
      relationships: document.relationships,
    })
  },
)

test.each(['spdx-json', 'spdx3-json'] as const)(
  '%s lists an end that leads nowhere, and stays valid',
  async (to) => {
    const relationships = [{ from: 'SPDXRef-a', type: 'dependsOn', to: ['SPDXRef-nobody'] }]
    const { text, losses } = encodeBom({ ...document, relationships }, to, undefined)
    expect((await validateSbom(text)).violations).toEqual([])
    expect(losses).toContainEqual(
      expect.objectContaining({ where: 'relationships[]', kind: 'left-out', count: 1 }),
    )
    expect(read(text).relationships).toEqual([])
  },
)
