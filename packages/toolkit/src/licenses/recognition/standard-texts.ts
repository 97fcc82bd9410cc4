/** The texts as the SPDX license list prints them; unpacked only where one is asked for. */
import { unpackData } from '../../base/index.ts'
import { texts } from './generated/texts.ts'

let loaded: ReadonlyMap<string, string> | undefined

/** Text by id, of all licenses and exceptions of the list; sorted by id. */
export function openStandardTexts(): ReadonlyMap<string, string> {
  loaded ??= new Map(JSON.parse(new TextDecoder().decode(unpackData(texts))) as readonly [string, string][])
  return loaded
}
