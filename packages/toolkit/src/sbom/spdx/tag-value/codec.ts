/** SPDX 2.2 and 2.3 tag-value as a codec. */
import { err, type Issue, type Result } from '../../../base/index.ts'
import type { BomCodec, DecodedBom } from '../../document/codec.ts'
import { toVersion } from '../document/codec.ts'
import { encodeSpdx2, spdx2Versions } from '../document/encode.ts'
import { decodeTree } from '../document/tree.ts'
import { readTagValue } from './read.ts'
import { writeTagValue } from './write.ts'

/** Reads 2.1 too, leniently. */
export const spdxTagValueCodec: BomCodec = {
  syntax: 'spdx-tag-value',
  versions: spdx2Versions,
  decode: decodeTagValue,
  encode: (document, version) => {
    const { tree, losses } = encodeSpdx2(document, toVersion(version))
    const written = writeTagValue(tree)
    return { text: written.text, losses: [...losses, ...written.losses] }
  },
}

function decodeTagValue(text: string, path: string): Result<DecodedBom, Issue> {
  const read = readTagValue(text)
  return read.ok ? decodeTree(read.value, path) : err({ ...read.error, level: 'error', path })
}
