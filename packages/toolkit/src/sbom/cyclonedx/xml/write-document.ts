/** A CycloneDX tree as XML text of the same version. */
import type { BomLoss } from '../../document/bom.ts'
import { createTally } from '../document/tally.ts'
import { writeSpecial } from './special-to-xml.ts'
import { writeObject } from './to-xml.ts'
import { createXmlWriter } from './writer.ts'

export interface WrittenXml {
  readonly text: string
  /** Parts of the tree that XML has no place for, such as JSON signatures. */
  readonly losses: readonly BomLoss[]
}

/** `tree` is valid for `version`; members that only JSON needs are left out. */
export function writeCycloneDxXml(tree: Record<string, unknown>, version: string): WrittenXml {
  const tally = createTally()
  const writer = { ...createXmlWriter(version, tally), special: writeSpecial }
  const { $schema: _dialect, bomFormat: _format, specVersion: _version, ...members } = tree
  writeObject('bom', members, {
    type: 'bom',
    writer,
    attributes: [['xmlns', `http://cyclonedx.org/schema/bom/${version}`]],
  })
  return { text: writer.toText(), losses: tally.list() }
}
