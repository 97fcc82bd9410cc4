import { expect, test } from 'vitest'
import { readVex } from '../read-vex.ts'

const components = {
  json: [{ type: 'library', 'bom-ref': 'a', name: 'left', version: '1.0', purl: 'pkg:npm/left@1.0' }],
  xml: '<component type="library" bom-ref="a"><name>left</name><version>1.0</version><purl>pkg:npm/left@1.0</purl></component>',
}

const json = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: { timestamp: '2024-05-01T00:00:00Z' },
  components: components.json,
  vulnerabilities: [
    {
      id: 'CVE-2024-1',
      analysis: {
        state: 'not_affected',
        justification: 'code_not_reachable',
        response: ['update'],
        detail: 'no',
      },
      affects: [{ ref: 'a' }],
    },
  ],
})

const xml = `<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"
  serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79">
  <metadata><timestamp>2024-05-01T00:00:00Z</timestamp></metadata>
  <components>${components.xml}</components>
  <vulnerabilities>
    <vulnerability>
      <id>CVE-2024-1</id>
      <analysis>
        <state>not_affected</state><justification>code_not_reachable</justification>
        <responses><response>update</response></responses><detail>no</detail>
      </analysis>
      <affects><target><ref>a</ref></target></affects>
    </vulnerability>
  </vulnerabilities>
</bom>`

test('VEX in XML says what the same VEX in JSON says, with the lines of the XML', () => {
  const [first, second] = [readVex(json, 'vex.json'), readVex(xml, 'vex.xml')]
  if (!first.ok || !second.ok) throw new Error('not read')
  expect(second.value.document).toEqual(first.value.document)
  expect(second.value.document.statements).toHaveLength(1)
  expect(second.value.issues).toEqual([])
  expect(second.value.lines).toEqual([7])
})

test('other XML is refused', () => {
  expect(readVex('<a/>', 'a.xml')).toMatchObject({ ok: false, error: { code: 'FORMAT_UNSUPPORTED' } })
  expect(readVex('<!DOCTYPE bom [<!ENTITY a "b">]><bom/>', 'a.xml')).toMatchObject({ ok: false })
})
